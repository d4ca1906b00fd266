import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = new URL('../../../', import.meta.url)
const page = readFileSync(new URL('docs/security/asvs.md', root), 'utf8')

/** Sections of each chapter of ASVS 5.0. */
const sections = [5, 4, 7, 4, 4, 8, 6, 4, 2, 7, 7, 3, 4, 3, 4, 5]

const rows = [...page.matchAll(/^\| (V[\d.]+) \| (\S+) \| (.+?) \| (.+?) \| (.+) \|$/gm)].map(
  ([, section = '', mark = '', , how = '', shown = '']) => ({ section, mark, how, shown }),
)
const named = rows.flatMap(({ shown }) =>
  [...shown.matchAll(/`((?:server|core|connectors|cli)\/[\w/.-]+\.test\.ts)` ([^;|]+)/g)].map(
    ([, file = '', name = '']) => ({ file, name: name.trim() }),
  ),
)

describe('the page of ASVS 5', () => {
  it.each(named)('$file has the test: $name', ({ file, name }) => {
    const path = fileURLToPath(new URL(`packages/${file}`, root))
    const text = existsSync(path) ? readFileSync(path, 'utf8') : ''

    expect([`'${name}'`, `"${name}"`, `\`${name}\``].some((quoted) => text.includes(quoted))).toBe(
      true,
    )
  })

  it('has every section once', () => {
    const all = sections.flatMap((count, chapter) =>
      Array.from({ length: count }, (_, n) => `V${chapter + 1}.${n + 1}`),
    )

    expect(rows.map(({ section }) => section)).toEqual([...all, 'V17'])
  })

  it('shows each by a test, or says why it cannot be asked', () => {
    const bare = rows.filter(
      ({ mark, how, shown }) =>
        how.length < 5 || (mark === 'held' ? !shown.includes('.test.ts') : mark !== 'n/a'),
    )

    expect(bare).toEqual([])
    expect(named.length).toBeGreaterThan(70)
  })
})

/** How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; they come before those of level 3. */
const counts =
  '1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4 5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2'
const required = counts.split(' ').flatMap((one) => {
  const [section = '', count = ''] = one.split(':')
  return Array.from({ length: Number(count) }, (_, n) => `${section}.${n + 1}`)
})
const verdicts = [
  ...page.matchAll(/^\| (\d+\.\d+\.\d+) \| ([12]) \| (held|partly|n\/a) \| (.+) \| (.+) \|$/gm),
].map(([, id = '', level = '', mark = '', how = '', shown = '']) => ({
  id,
  level,
  mark,
  how,
  shown,
}))
const tests = verdicts.flatMap(({ id, shown }) =>
  [
    ...shown.matchAll(
      /`((?:server|core|connectors|cli|portal|e2e|tools)\/[\w/.-]+\.ts)` ([^;|]+)/g,
    ),
  ].map(([, file = '', name = '']) => ({ id, file, name: name.trim() })),
)
const texts = new Map<string, string>()

/** Whether a test of exactly that name stands in the file, quoted in any way. */
function holds(file: string, name: string): boolean {
  const path = fileURLToPath(new URL(/^(e2e|tools)\//.test(file) ? file : `packages/${file}`, root))
  const text = texts.get(path) ?? (existsSync(path) ? readFileSync(path, 'utf8') : '')
  texts.set(path, text)
  return [`'${name}'`, `"${name}"`, `\`${name}\``].some((quoted) => text.includes(quoted))
}

describe('the requirements of ASVS 5 at levels 1 and 2', () => {
  it('stand there each once, in order, with a word on how', () => {
    expect(required).toHaveLength(253)
    expect(verdicts.map(({ id }) => id)).toEqual(required)
    expect(verdicts.filter(({ how }) => how.length < 4)).toEqual([])
  })

  it('are each shown by a test of their own where they are held, or by the document they ask for', () => {
    const bare = verdicts.filter(
      ({ mark, shown }) => mark === 'held' && !/`[\w/.-]+\.ts` \S|\]\([\w/.-]+\.md\)/.test(shown),
    )

    expect(bare.map(({ id }) => id)).toEqual([])
    expect(tests.length).toBeGreaterThan(130)
  })

  it('name tests and documents that there are', () => {
    const pages = verdicts.flatMap(({ shown }) =>
      [...shown.matchAll(/\]\(([\w/.-]+\.md)\)/g)].map(([, path = '']) => path),
    )

    expect(tests.filter(({ file, name }) => !holds(file, name))).toEqual([])
    expect(pages.filter((path) => !existsSync(new URL(`docs/security/${path}`, root)))).toEqual([])
    expect(pages.length).toBeGreaterThan(15)
  })
})
