import { describe, expect, it } from 'vitest'
import { functionArity, functionNames, parse, render } from './index.ts'
import { functions } from './functions.ts'

const world = { now: Date.UTC(2026, 10, 23, 9, 5, 7, 8), newId: () => 'id-1', random: () => 0.999 }
const scope = { text: 'Grüße, $& ', list: ['a', 2, null], box: { a: 1, b: ['x: y'] } }

function rendered(text: string): unknown {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.faults[0]?.message)
  const result = render(parsed.value, { scope, world })
  return result.ok ? result.value.value : result.faults[0]?.code
}

describe('functions', () => {
  it.each([
    ['uuid()', 'id-1'],
    ['timestamp()', '2026-11-23T09:05:07.008Z'],
    ['date()', '2026-11-23'],
    ['date("DD.MM.YY H:mm [on] dddd")', '23.11.26 9:05 on Monday'],
    ['random(1, 6)', 6],
    ['random(6, 1)', 'PAO1425'],
    ['concat("a", 1, null, true)', 'a1true'],
    ['upper("aé")', 'AÉ'],
    ['lower("AÉ")', 'aé'],
    ['trim("  a ")', 'a'],
    ['replace("a.b.c", ".", "$&")', 'a$&b$&c'],
    ['replace("abc", "", "x")', 'abc'],
    ['default("", "x")', 'x'],
    ['default(0, "x")', 0],
    ['json(box)', '{"a":1,"b":["x: y"]}'],
    ['base64("Grüße")', 'R3LDvMOfZQ=='],
    ['hash("abc", "sha256")', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['hash("abc", "md5")', 'PAO1425'],
    ['join(list, "; ")', 'a; 2; '],
    ['join("a", ",")', 'PAO1423'],
    ['split("a,b,,c", ",")', ['a', 'b', '', 'c']],
    ['split("", ",")', []],
    ['split("a", "")', 'PAO1425'],
    ['length("😀é")', 2],
    ['length(list)', 3],
    ['length(box)', 2],
    ['length(null)', 0],
    ['slug("Ürgüp: Straße 5 –")', 'urgup-strasse-5'],
    ['urlencode("a b/é\'(x)")', 'a%20b%2F%C3%A9%27%28x%29'],
    ['yaml(box)', "a: 1\nb:\n  - 'x: y'"],
    ['yaml("a: b # c")', "'a: b # c'"],
    ['yaml("a\\nadmin: true")', '"a\\nadmin: true"'],
    ['number(" 12.50 ")', 12.5],
    ['number("0x10")', 'PAO1425'],
    ['number("")', 'PAO1425'],
    ['bool("Yes")', true],
    ['bool(0)', false],
    ['bool("perhaps")', 'PAO1425'],
    ['date("QQ")', 'PAO1425'],
  ])('%s', (call, value) => {
    const result = rendered(`{{${call}}}`)

    expect(result).toEqual(value)
  })

  it('does each of those that it names', () => {
    const named = [...functionNames].toSorted()

    const done = Object.keys(functions).toSorted()

    expect(done).toEqual(named)
  })

  it('knows nothing of what objects inherit', () => {
    const name = 'toString'

    const arity = functionArity(name)

    expect(arity).toBeUndefined()
  })
})
