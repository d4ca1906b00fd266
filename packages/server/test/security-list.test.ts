import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = new URL('../../../', import.meta.url)
const page = readFileSync(new URL('docs/security/attacks.md', root), 'utf8')
const named = [
  ...page.matchAll(/`((?:server|core|connectors|cli|e2e|tools)\/[\w/.-]+\.ts)` ([^;|\n]+)/g),
].map(([, file = '', name = '']) => ({ file, name: name.trim() }))
const rows = [...page.matchAll(/^\| A(\d{2,3})(?:–A(\d{2,3}))? \| (\S+) \| /gm)].map(
  ([, first = '', last = first, mark = '']) => ({ from: Number(first), to: Number(last), mark }),
)

describe('the list of attacks', () => {
  it.each(named)('$file has the test: $name', ({ file, name }) => {
    const path = fileURLToPath(
      new URL(/^(e2e|tools)\//.test(file) ? file : `packages/${file}`, root),
    )
    const text = existsSync(path) ? readFileSync(path, 'utf8') : ''

    expect([`'${name}'`, `"${name}"`, `\`${name}\``].some((quoted) => text.includes(quoted))).toBe(
      true,
    )
  })

  it('has each of A01 to A111 once, with a mark', () => {
    const told = rows.flatMap(({ from, to }) =>
      Array.from({ length: to - from + 1 }, (_, n) => from + n),
    )

    expect(told.toSorted((left, right) => left - right)).toEqual(
      Array.from({ length: 111 }, (_, n) => n + 1),
    )
    expect(rows.filter(({ mark }) => !['held', 'partly', 'open', 'n/a'].includes(mark))).toEqual([])
  })

  it('calls held only what a test or another page shows', () => {
    const lines = page.split('\n').filter((line) => /^\| A\d+.*\| held \|/.test(line))
    const bare = lines.filter((line) => !/\.test\.ts|outbound\.md/.test(line))

    expect(bare).toEqual([])
    expect(lines.length).toBeGreaterThan(50)
  })
})
