import { describe, expect, it } from 'vitest'
import { readFile, safeFileName } from './file-value.ts'

describe('safeFileName', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    [String.raw`..\..\boot.ini`, 'boot.ini'],
    ['/absolute/key.pem', 'key.pem'],
    ['．．／．．／secret', 'secret'],
    ['a\u0000b.txt', 'ab.txt'],
    ['CON', '_CON'],
    ['con.txt', '_con.txt'],
    ['report.pdf. .', 'report.pdf'],
    ['..', 'file'],
    ['', 'file'],
    ['.htaccess', 'htaccess'],
    ['a\u202egpj.exe', 'agpj.exe'],
    ['a"b:c|d.txt', 'a_b_c_d.txt'],
    ['\ud800.txt', '\ufffd.txt'],
    ['Übersicht März.csv', 'Übersicht März.csv'],
  ])('makes of %j the name %j', (given, expected) => {
    const name = safeFileName(given)

    expect(name).toBe(expected)
  })

  it('keeps the ending of a name that is too long, and no half character', () => {
    const name = safeFileName(`${'ü'.repeat(300)}.yaml`)

    expect([Buffer.byteLength(name), name.endsWith('ü.yaml')]).toEqual([255, true])
  })
})

describe('readFile', () => {
  it('works out what was left out', () => {
    const read = readFile({ name: 'x/hi.txt', content: 'aGk=' })

    expect(read).toEqual({
      file: { name: 'hi.txt', content_type: 'application/octet-stream', size: 2, content: 'aGk=' },
    })
  })
})
