import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { directorySource } from '#catalog/source-directory.ts'
import { gitSource } from '#catalog/source-git.ts'
import type { CatalogSource, Reading, SourceLimits } from '#catalog/source.ts'
import { defaultLimits } from '#catalog/source.ts'

const signal = new AbortController().signal
let root = ''
let work = ''

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'pao-source-'))
  work = join(root, 'work')
  await mkdir(work)
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function write(path: string, text: string | Buffer): Promise<void> {
  await mkdir(dirname(join(work, path)), { recursive: true })
  await writeFile(join(work, path), text)
}

function git(...args: string[]): string {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: root,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.test',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.test',
  }
  return execFileSync('git', args, { cwd: work, env, encoding: 'utf8', stdio: 'pipe' }).trim()
}

function commit(): string {
  git('add', '--all', '--force')
  git('commit', '--quiet', '--allow-empty', '--message', 'change')
  return git('rev-parse', 'HEAD')
}

function openGit(
  more: { branch?: string; subfolder?: string; limits?: SourceLimits } = {},
): CatalogSource {
  const { limits, ...part } = more
  return gitSource(
    { kind: 'git', url: work, transport: 'file', ...part },
    { dataDir: join(root, 'data'), access: async () => ({}), ...(limits && { limits }) },
  )
}

async function reading(source: CatalogSource): Promise<Reading> {
  const read = await source.read(signal)
  if (read === 'unchanged') throw new Error('expected a reading')
  return read
}

const texts = (read: Reading) =>
  Object.fromEntries(read.files.map((file) => [file.path, file.text]))

const kinds = [
  {
    name: 'a folder',
    begin: () => undefined,
    settle: () => undefined,
    open: (limits?: SourceLimits) => directorySource(work, limits),
  },
  {
    name: 'a git repository',
    begin: () => void git('init', '--quiet', '--initial-branch=main'),
    settle: () => void commit(),
    open: (limits?: SourceLimits) => openGit(limits ? { limits } : {}),
  },
]

describe.each(kinds)('a catalog in $name', ({ begin, settle, open }) => {
  beforeEach(begin)

  it('is read with the owners of its files, wherever a forge looks for them', async () => {
    const places = ['.github/CODEOWNERS', '.gitlab/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']
    for (const place of places) await write(place, `* @org/${place}\n`)
    await write('catalog/CODEOWNERS', 'no')
    await write('.github/workflows/check.yaml', 'no: 1\n')
    settle()

    const read = await reading(open())

    expect(texts(read)).toEqual(
      Object.fromEntries(places.map((place) => [place, `* @org/${place}\n`])),
    )
  })

  it('is read with all its YAML files and nothing else', async () => {
    await write('catalog/_index.yaml', 'a: 1\n')
    await write('catalog/databases/pg.yml', 'é: 2\n')
    await write('bundles/b.yaml', 'b: 3\n')
    await write('README.md', 'no')
    await write('templates/starter.yaml', 'no: 1\n')
    await write('catalog/.hidden.yaml', 'no: 1\n')
    settle()

    const read = await reading(open())

    expect(texts(read)).toEqual({
      'catalog/_index.yaml': 'a: 1\n',
      'catalog/databases/pg.yml': 'é: 2\n',
      'bundles/b.yaml': 'b: 3\n',
    })
  })

  it('is unchanged until a file changes, and has another revision then', async () => {
    await write('a.yaml', 'a: 1\n')
    settle()
    const source = open()

    const first = await reading(source)
    const second = await source.read(signal)
    await write('a.yaml', 'a: 22\n')
    settle()
    const third = await reading(source)

    expect(second).toBe('unchanged')
    expect(texts(third)).toEqual({ 'a.yaml': 'a: 22\n' })
    expect(third.revision).not.toBe(first.revision)
  })

  it('loses a file that is gone', async () => {
    await write('a.yaml', 'a: 1\n')
    await write('b.yaml', 'b: 1\n')
    settle()
    const source = open()
    await reading(source)

    await rm(join(work, 'a.yaml'))
    settle()

    expect(texts(await reading(source))).toEqual({ 'b.yaml': 'b: 1\n' })
  })

  it('is read whole again after it was told to forget', async () => {
    await write('a.yaml', 'a: 1\n')
    settle()
    const source = open()
    const first = await reading(source)

    source.forget()

    expect(await source.read(signal)).toEqual(first)
  })

  it('never shows what a link leads to', async () => {
    await writeFile(join(root, 'outside.yaml'), 'stolen: 1\n')
    await write('a.yaml', 'a: 1\n')
    await symlink(join(root, 'outside.yaml'), join(work, 'link.yaml'))
    await symlink('link.yaml', join(work, 'chain.yaml'))
    await symlink('nowhere', join(work, 'dangling.yaml'))
    await symlink(root, join(work, 'folder'))
    settle()

    const read = texts(await reading(open()))

    expect(Object.keys(read).toSorted()).toEqual([
      'a.yaml',
      'chain.yaml',
      'dangling.yaml',
      'link.yaml',
    ])
    expect(JSON.stringify(read)).not.toContain('stolen')
    expect(read['link.yaml']).toContain('symbolic link')
  })

  it('keeps the other files when one is too large or no text', async () => {
    await write('big.yaml', Buffer.alloc(defaultLimits.fileBytes + 1, 0x61))
    await write('utf16.yaml', Buffer.from('\uFEFFa: 1', 'utf16le'))
    await write('good.yaml', 'a: 1\n')
    settle()

    const read = texts(await reading(open()))

    expect(read['good.yaml']).toBe('a: 1\n')
    expect(read['big.yaml']).toMatch(/larger than 262144 bytes and was not read/)
    expect(read['utf16.yaml']).toMatch(/not UTF-8/)
  })

  it('is refused with the reason when it has too many files', async () => {
    for (const name of ['a', 'b', 'c']) await write(`${name}.yaml`, 'a: 1\n')
    settle()

    const read = open({ ...defaultLimits, files: 2 }).read(signal)

    await expect(read).rejects.toThrow('more than 2 files')
  })

  it('is refused when two names differ only by case', async () => {
    await write('a.yaml', 'a: 1\n')
    await write('A.yaml', 'a: 1\n')
    settle()

    const read = open().read(signal)

    await expect(read).rejects.toThrow(/differ only by case/)
  })

  it('is refused when a name is not in its plain form', async () => {
    await write('caf\u0065\u0301.yaml', 'a: 1\n')
    settle()

    const read = open().read(signal)

    await expect(read).rejects.toThrow(/not plain/)
  })

  it('says why it cannot be read and comes back by itself', async () => {
    await write('a.yaml', 'a: 1\n')
    settle()
    const source = open()
    const first = await reading(source)
    await rename(work, `${work}-away`)

    const away = source.read(signal)
    await expect(away).rejects.toThrow(/cannot be (read|fetched)/)
    await rename(`${work}-away`, work)
    source.forget()

    expect(await source.read(signal)).toEqual(first)
  })

  it('stops when it is called off', async () => {
    await write('a.yaml', 'a: 1\n')
    settle()

    const read = open().read(AbortSignal.abort())

    await expect(read).rejects.toThrow(/abort|called off/i)
  })
})

describe('a catalog in a git repository', () => {
  beforeEach(() => void git('init', '--quiet', '--initial-branch=main'))

  it('is read at its branch and below its folder, under the commit as revision', async () => {
    await write('platform/catalog/a.yaml', 'a: 1\n')
    await write('other.yaml', 'no: 1\n')
    const head = commit()
    git('checkout', '--quiet', '-b', 'next')
    await write('platform/catalog/a.yaml', 'a: next\n')
    commit()

    const read = await reading(openGit({ branch: 'main', subfolder: 'platform' }))

    expect(read).toEqual({ revision: head, files: [{ path: 'catalog/a.yaml', text: 'a: 1\n' }] })
  })

  it.each([{ branch: 'nowhere' }, { subfolder: 'nowhere' }])(
    'is refused with the reason when there is no %j',
    async (part) => {
      await write('a.yaml', 'a: 1\n')
      commit()

      const read = openGit(part).read(signal)

      await expect(read).rejects.toThrow(/nowhere/)
    },
  )

  it('follows a branch that was written anew', async () => {
    await write('a.yaml', 'a: 1\n')
    commit()
    const source = openGit()
    await reading(source)

    await write('a.yaml', 'a: 2\n')
    git('add', '--all')
    git('commit', '--quiet', '--amend', '--message', 'anew')

    expect(texts(await reading(source))).toEqual({ 'a.yaml': 'a: 2\n' })
  })

  it('runs no hook and no filter of the repository and fetches no submodule', async () => {
    const marker = join(root, 'ran')
    await write('.gitattributes', '*.yaml filter=evil\n')
    await write('.gitmodules', `[submodule "s"]\n\tpath = s\n\turl = ext::touch ${marker}\n`)
    await write('a.yaml', 'a: 1\n')
    commit()
    git('config', 'filter.evil.smudge', `touch ${marker}`)
    git('config', 'core.fsmonitor', `touch ${marker}`)
    const hook = join(work, '.git/hooks/post-checkout')
    await mkdir(dirname(hook), { recursive: true })
    await writeFile(hook, `#!/bin/sh\ntouch ${marker}\n`)
    await chmod(hook, 0o755)

    const read = await reading(openGit())

    expect(read.files.map((file) => file.path)).toEqual(['a.yaml'])
    expect(await readdir(root)).not.toContain('ran')
  })

  it('speaks only the transport of its place', async () => {
    const marker = join(root, 'ran')
    const source = gitSource(
      { kind: 'git', url: `ext::sh -c touch% ${marker}`, transport: 'https' },
      { dataDir: join(root, 'data'), access: async () => ({}) },
    )

    const read = source.read(signal)

    await expect(read).rejects.toThrow(/not allowed/)
    expect(await readdir(root)).not.toContain('ran')
  })

  it('makes its mirror anew when a kill left a lock in it', async () => {
    await write('a.yaml', 'a: 1\n')
    commit()
    await reading(openGit())
    const mirrors = join(root, 'data', 'catalog-git')
    const [mirror = ''] = await readdir(mirrors)
    await writeFile(join(mirrors, mirror, 'shallow.lock'), '')
    await writeFile(join(mirrors, mirror, 'refs/pao/catalog.lock'), '')
    await write('a.yaml', 'a: 2\n')
    commit()

    const read = await reading(openGit())

    expect(texts(read)).toEqual({ 'a.yaml': 'a: 2\n' })
  })
})
