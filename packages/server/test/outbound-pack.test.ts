import { execFileSync } from 'node:child_process'
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { packFolder } from '#outbound/pack.ts'

let root: string
let code: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pao-pack-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))
beforeEach(async () => {
  code = await mkdtemp(join(root, 'code-'))
})

async function put(name: string, content: string): Promise<void> {
  await mkdir(dirname(join(code, name)), { recursive: true })
  await writeFile(join(code, name), content)
}

const long = `${'modules/'.repeat(14)}main.tf`

it('is an archive that tar unpacks to the very same files', async () => {
  const files = {
    'main.tf': 'resource {}',
    'a/b/grüße.tf': '',
    'big.bin': 'x'.repeat(1_000),
    [long]: 'y',
  }
  for (const [name, content] of Object.entries(files)) await put(name, content)
  await put('run.sh', '#!/bin/sh')
  await chmod(join(code, 'run.sh'), 0o755)
  const target = await mkdtemp(join(root, 'target-'))

  await writeFile(join(root, 'code.tar.gz'), await packFolder(code))
  execFileSync('tar', ['-xzf', join(root, 'code.tar.gz'), '-C', target])

  const read = await Promise.all(
    Object.keys(files).map(async (name) => [name, await readFile(join(target, name), 'utf8')]),
  )
  expect(Object.fromEntries(read)).toEqual(files)
  expect((await stat(join(target, 'run.sh'))).mode & 0o777).toBe(0o755)
})

it('is the same for the same files, whenever they were written', async () => {
  await put('b.tf', 'b')
  await put('a.tf', 'a')
  const first = await packFolder(code)
  await put('b.tf', 'b')

  expect(Buffer.from(await packFolder(code)).equals(first)).toBe(true)
})

it.each<[string, () => Promise<unknown>]>([
  ['a link', () => symlink('/etc/passwd', join(code, 'passwd'))],
  ['a name that is too long', () => put(`${'x'.repeat(101)}.tf`, '')],
  [
    'too much of it',
    async () => {
      await put('big.bin', '')
      await truncate(join(code, 'big.bin'), 33 * 1024 * 1024)
    },
  ],
])('refuses %s', async (_what, make) => {
  await make()

  await expect(packFolder(code)).rejects.toMatchObject({ name: 'WorkFailure', kind: 'refused' })
})
