import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { count, json, moment, type OutputForm, pairs, plain, print, table } from './print.ts'

const columns = [
  { title: 'ID', of: (row: { id: string; note?: unknown }) => row.id },
  { title: 'NOTE', of: (row: { id: string; note?: unknown }) => row.note },
]

function printed(form: OutputForm, value: unknown): string {
  const said: string[] = []
  const screen = { out: (text: string) => said.push(text), err: () => undefined, width: 80 }
  print(screen, form, value, () => 'for people')
  return said.join('\n')
}

describe('table', () => {
  it('aligns columns and leaves no blanks behind a line', () => {
    const rows = [{ id: 'a' }, { id: 'longer', note: 'x' }]

    expect(table(rows, columns, 80)).toBe('ID      NOTE\na\nlonger  x')
  })

  it('cuts lines to the width of the screen and marks the cut', () => {
    const rows = [{ id: 'a', note: 'n'.repeat(100) }]

    const [, line = ''] = table(rows, columns, 20).split('\n')

    expect(line).toHaveLength(20)
    expect(line.endsWith('n…')).toBe(true)
  })

  it('keeps a value with line breaks on its line', () => {
    const rows = [{ id: 'a', note: 'one\r\ntwo' }]

    expect(table(rows, columns, 80).split('\n')).toEqual(['ID  NOTE', 'a   one two'])
  })
})

describe('pairs', () => {
  it('aligns names and leaves out what is not known', () => {
    const entries = [
      ['id', 'r1'],
      ['not known', undefined],
      ['state', 'failed'],
      ['ended', null],
    ] as const

    expect(pairs(entries)).toBe('id     r1\nstate  failed')
  })
})

describe('plain', () => {
  it('takes the power of control characters: colours, cursor moves, direction', () => {
    const hostile = '\u001b[2Jgone\u009b31mred\u202egnp.exe\u2028next'

    expect(plain(hostile)).toBe(' [2Jgone 31mred gnp.exe next')
  })

  it('shows values that are no text as JSON, and nothing for nothing', () => {
    expect([plain({ a: 1 }), plain(0), plain(null), plain(undefined)]).toEqual([
      '{"a":1}',
      '0',
      '',
      '',
    ])
  })
})

describe('print', () => {
  it('gives machines the whole value and people the text made for them', () => {
    const value = { id: '1', at: '2026-01-01', none: null, list: ['yes', '007', 1] }

    expect(JSON.parse(printed('json', value))).toEqual(value)
    expect(load(printed('yaml', value))).toEqual(value)
    expect(printed('table', value)).toBe('for people')
  })

  it('escapes in JSON what a terminal would obey, and means the same', () => {
    const value = { text: '\u001b[31m\u009b2J\u007f' }

    const text = json(value)

    expect(text).not.toMatch(/\p{Cc}/u)
    expect(JSON.parse(text)).toEqual(value)
  })
})

describe('words', () => {
  it('counts one thing and several', () => {
    expect([count(1, 'file'), count(0, 'file'), count(2, 'file')]).toEqual([
      '1 file',
      '0 files',
      '2 files',
    ])
  })

  it('shows moments to the second', () => {
    expect(moment('2026-11-23T12:00:00.123Z')).toBe('2026-11-23T12:00:00Z')
    expect(moment(null)).toBeNull()
  })
})
