import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = new URL('../../../', import.meta.url)
const page = readFileSync(new URL('docs/security/outbound.md', root), 'utf8')
/** `<file>` <name>, several in a cell apart by semicolons. */
const named = [
  ...page.matchAll(/`((?:server|core|connectors|cli)\/[\w/.-]+\.test\.ts)` ([^;|\n]+)/g),
].map(([, file = '', name = '']) => ({ file, name: name.trim() }))

/** Whether a test of exactly that name stands in the text, quoted in any way. */
function holds(text: string, name: string): boolean {
  return [`'${name}'`, `"${name}"`, `\`${name}\``].some((quoted) => text.includes(quoted))
}

describe('the page of attacks', () => {
  it.each(named)('$file has the test: $name', ({ file, name }) => {
    const path = fileURLToPath(new URL(`packages/${file}`, root))

    expect(existsSync(path)).toBe(true)
    expect(holds(readFileSync(path, 'utf8'), name)).toBe(true)
  })

  it('leaves out none of the attacks on what goes out and comes in', () => {
    const wanted = [...range(15, 29), ...range(81, 98)]
    const told = [...page.matchAll(/^\| (A\d\d)(?:(–|, )(A\d\d))? \|/gm)].flatMap(
      ([, first = '', joint, last]) =>
        joint === '–' ? range(numberOf(first), numberOf(last)) : [first, last ?? first],
    )

    expect(new Set(told)).toEqual(new Set(wanted))
    expect(named.length).toBeGreaterThan(40)
  })
})

function numberOf(id = ''): number {
  return Number(id.slice(1))
}

function range(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, n) => `A${first + n}`)
}
