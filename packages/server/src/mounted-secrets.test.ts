import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { readConfig } from './config.ts'
import { withMountedSecrets } from './mounted-secrets.ts'

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pao-secrets-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

it('takes secrets and secret settings out of files, the environment first', () => {
  const folder = folderOf({
    JIRA_TOKEN: 'from-a-file\n',
    GIT: 'two\nlines\n\n',
    SLACK: 'file',
    PAO_BOOTSTRAP_API_KEY: '0123456789abcdef0123',
  })

  const { environment, faults } = withMountedSecrets({
    PAO_SECRETS_DIR: folder,
    PAO_SECRET_SLACK: 'environment',
    PAO_SECRET_GIT: '',
  })
  const read = readConfig(environment)

  expect(faults).toEqual([])
  expect(read).toMatchObject({
    ok: true,
    config: {
      secrets: { JIRA_TOKEN: 'from-a-file', GIT: 'two\nlines\n', SLACK: 'environment' },
      PAO_BOOTSTRAP_API_KEY: '0123456789abcdef0123',
    },
  })
})

it('reads what Kubernetes mounts: links into a hidden folder', () => {
  const folder = folderOf({})
  mkdirSync(join(folder, '..2026_11_25'))
  writeFileSync(join(folder, '..2026_11_25', 'TOKEN'), 'linked')
  symlinkSync('..2026_11_25', join(folder, '..data'))
  symlinkSync(join('..data', 'TOKEN'), join(folder, 'TOKEN'))

  const { environment, faults } = withMountedSecrets({ PAO_SECRETS_DIR: folder })

  expect(faults).toEqual([])
  expect(environment['PAO_SECRET_TOKEN']).toBe('linked')
})

it('says of every file what is wrong with it, and nothing of what is in it', () => {
  const folder = folderOf({
    'jira-token': 'hunter2',
    EMPTY: '\n',
    LARGE: 'hunter2'.repeat(20_000),
    PAO_PROT: 'hunter2',
  })

  const { environment, faults } = withMountedSecrets({ PAO_SECRETS_DIR: folder })
  const read = readConfig(environment)

  expect(faults).toEqual([
    'PAO_SECRETS_DIR: EMPTY is empty',
    'PAO_SECRETS_DIR: LARGE has 140000 bytes; a secret has at most 65536',
    'PAO_SECRETS_DIR: jira-token must be called like a secret, A to Z, 0 to 9 and _',
  ])
  expect(read).toMatchObject({
    faults: ['PAO_PROT is not a setting; see docs/operate/settings.md'],
  })
  expect(JSON.stringify([faults, read])).not.toContain('hunter2')
})

it('says that the folder is not there', () => {
  const { faults } = withMountedSecrets({ PAO_SECRETS_DIR: '/nowhere/at/all' })

  expect(faults).toEqual(['PAO_SECRETS_DIR cannot be read: ENOENT; mount the folder or unset it'])
})

it('says that a file cannot be read, and passes over folders', () => {
  const folder = folderOf({ GOOD: 'x' })
  symlinkSync('nothing', join(folder, 'GONE'))
  mkdirSync(join(folder, 'lost+found'))

  const { environment, faults } = withMountedSecrets({ PAO_SECRETS_DIR: folder })

  expect(faults).toEqual(['PAO_SECRETS_DIR: GONE cannot be read: ENOENT'])
  expect(environment['PAO_SECRET_GOOD']).toBe('x')
})
