import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readNamed, readSources } from './read-catalog.ts'

/** A folder with these files; each holds its own path. */
function folderOf(...paths: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'pao-read-'))
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), path)
  }
  return folder
}

const repository = [
  'catalog/_index.yaml',
  'catalog/storage/a.yaml',
  'catalog/compute/b.yml',
  'bundles/c.yaml',
  'environments.yaml',
  'templates/t.yaml',
  '.github/w.yaml',
  'node_modules/x/y.yaml',
  'README.md',
]

/** What is read and asked for, by source. */
function shown(paths: readonly string[], from: string) {
  return readSources(paths, from).map(({ files, seen, asked, alone }) => ({
    asked: files.filter(({ path }) => asked(path)).map(({ path }) => seen(path)),
    read: files.length,
    alone,
  }))
}

describe('readSources', () => {
  it('reads a folder as one catalog, without what the service never serves', () => {
    const folder = folderOf(...repository)

    const [all] = shown(['.'], folder)

    expect(all).toEqual({
      asked: [
        'bundles/c.yaml',
        'catalog/_index.yaml',
        'catalog/compute/b.yml',
        'catalog/storage/a.yaml',
        'environments.yaml',
      ],
      read: 5,
      alone: false,
    })
  })

  it('reads the owners of files along with a catalog, without asking for them', () => {
    const folder = folderOf(...repository, 'CODEOWNERS', '.github/CODEOWNERS')

    const [all] = shown(['.'], folder)

    expect([all?.asked.filter((path) => path.includes('OWNERS')), all?.read]).toEqual([[], 7])
  })

  it('reads the whole catalog for a file or a folder inside it, and asks for those only', () => {
    const folder = folderOf(...repository)

    const inside = shown(['catalog/storage/a.yaml', 'bundles'], folder)
    const deeper = shown(['a.yaml'], join(folder, 'catalog/storage'))

    expect(inside).toEqual([
      { asked: ['bundles/c.yaml', 'catalog/storage/a.yaml'], read: 5, alone: false },
    ])
    expect(deeper).toEqual([{ asked: ['a.yaml'], read: 5, alone: false }])
  })

  it('takes files that belong to no catalog, starters among them, each alone', () => {
    const folder = folderOf(...repository)
    const loose = folderOf('one.yaml', 'two.yaml')

    const starters = shown(['templates', 'templates/t.yaml'], folder)
    const files = shown(['two.yaml', './two.yaml', 'one.yaml'], loose)

    expect(starters[0]).toEqual({ asked: ['templates/t.yaml'], read: 1, alone: true })
    expect(files).toEqual([
      { asked: ['two.yaml'], read: 1, alone: true },
      { asked: ['one.yaml'], read: 1, alone: true },
    ])
  })

  it('does not look for a catalog above a repository', () => {
    const folder = folderOf('_index.yaml', 'mine/.git/HEAD', 'mine/a.yaml')

    const [found] = shown(['mine/a.yaml'], folder)

    expect(found).toMatchObject({ asked: ['mine/a.yaml'], alone: true })
  })

  it('does not take a folder for another whose name it begins', () => {
    const folder = folderOf('_index.yaml', 'data/a.yaml', 'data-old/b.yaml')

    const [found] = shown(['data'], folder)

    expect(found?.asked).toEqual(['data/a.yaml'])
  })

  it('stops at what is not there and at a folder without YAML', () => {
    const folder = folderOf('README.md')

    expect(() => readSources(['nowhere'], folder)).toThrow('nowhere does not exist')
    expect(() => readSources(['.'], folder)).toThrow('no YAML file in .')
  })
})

describe('readNamed', () => {
  it('gives only what was asked for, by its path as seen from here', () => {
    const folder = folderOf(...repository)

    const files = readNamed(['storage'], join(folder, 'catalog'))

    expect(files).toEqual([{ path: 'storage/a.yaml', text: 'catalog/storage/a.yaml' }])
  })
})
