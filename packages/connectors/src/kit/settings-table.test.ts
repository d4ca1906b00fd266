import { expect, it } from 'vitest'
import { choice, closed, list, maybe, text } from './config.ts'
import { settingsTable } from './settings-table.ts'

it('has a row for each key at every level, with what is needed and preset', () => {
  const schema = closed('All', {
    url: text('Address | of it'),
    parts: maybe(
      list('Parts', closed('One', { kind: choice('Kind', ['a', 'b'], { default: 'a' }) })),
    ),
  })

  const table = settingsTable(schema)

  expect(table.split('\n').slice(2)).toEqual([
    '| `url` | string | yes | Address \\| of it |',
    '| `parts` | list of map |  | Parts |',
    '| `parts[].kind` | `a`, `b` | yes | Kind (default `a`) |',
  ])
})
