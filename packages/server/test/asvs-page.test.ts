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
