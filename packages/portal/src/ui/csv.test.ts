import { expect, it } from 'vitest'
import { csvOf } from './csv.ts'

it('writes lines so that a spreadsheet takes nothing for a formula', () => {
  const evil = '=HYPERLINK("http://evil.example","click")'

  expect(
    csvOf([
      ['team', 'cost'],
      [evil, -1],
      [' +x', null],
    ]),
  ).toBe(`team,cost\r\n"'=HYPERLINK(""http://evil.example"",""click"")",-1\r\n' +x,\r\n`)
})
