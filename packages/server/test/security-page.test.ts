import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = new URL('../../../', import.meta.url)

const pages = [
  { name: 'outbound.md', wanted: [...range(15, 29), ...range(81, 98)], least: 40 },
  { name: 'identity.md', wanted: range(61, 70), least: 25 },
].map(({ name, ...page }) => {
  const text = readFileSync(new URL(`docs/security/${name}`, root), 'utf8')
  return { name, text, named: namedIn(text), ...page }
})

describe.each(pages)('the page of attacks $name', ({ text, named, wanted, least }) => {
  it.each(named)('$file has the test: $name', ({ file, name }) => {
    const path = fileURLToPath(new URL(file.startsWith('e2e/') ? file : `packages/${file}`, root))

    expect(existsSync(path)).toBe(true)
    expect(holds(readFileSync(path, 'utf8'), name)).toBe(true)
  })

  it('leaves out none of its attacks', () => {
    const told = [...text.matchAll(/^\| (A\d\d)(?:(–|, )(A\d\d))? \|/gm)].flatMap(
      ([, first = '', joint, last]) =>
        joint === '–' ? range(numberOf(first), numberOf(last)) : [first, last ?? first],
    )

    expect(new Set(told)).toEqual(new Set(wanted))
    expect(named.length).toBeGreaterThanOrEqual(least)
  })
})

/** `<file>` <name>, several in a cell apart by semicolons. */
function namedIn(text: string): { file: string; name: string }[] {
  return [
    ...text.matchAll(/`((?:server|core|connectors|cli|e2e)\/[\w/.-]+\.test\.ts)` ([^;|\n]+)/g),
  ].map(([, file = '', name = '']) => ({ file, name: name.trim().replace(/[.]$/, '') }))
}

/** Whether a test of exactly that name stands in the text, quoted in any way. */
function holds(text: string, name: string): boolean {
  return [`'${name}'`, `"${name}"`, `\`${name}\``].some((quoted) => text.includes(quoted))
}

function numberOf(id = ''): number {
  return Number(id.slice(1))
}

function range(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, n) => `A${first + n}`)
}
