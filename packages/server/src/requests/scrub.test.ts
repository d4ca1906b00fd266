import { describe, expect, it } from 'vitest'
import { scrubber } from './scrub.ts'

describe('scrubber', () => {
  const scrub = scrubber(['hunter2!Süß'])

  it('finds a secret raw, in JSON, in a URL, in hex and in any case', () => {
    const echoes = [
      'x hunter2!Süß y',
      JSON.stringify('hunter2!Süß'),
      encodeURIComponent('hunter2!Süß'),
      'hunter2%21S%C3%BC%C3%9F',
      Buffer.from('hunter2!Süß').toString('hex'),
      'HUNTER2!SÜSS'.replace('SS', 'SS'),
      'hunter2!süß',
    ]

    expect(echoes.filter((echo) => !String(scrub(echo)).includes('***'))).toEqual([])
  })

  it('finds a secret inside the header of basic authentication, whatever stands before it', () => {
    for (const user of ['a', 'ab', 'abc', 'abcd']) {
      const header = Buffer.from(`${user}:hunter2!Süß`).toString('base64')

      expect(scrub(header), user).toContain('***')
    }
  })

  it('makes what a remote sent fit for the database, without any secret too', () => {
    const plain = scrubber([])

    expect(plain({ 'a\u0000': ['x\u0000y', '\ud800'] })).toEqual({
      'a\ufffd': ['x\ufffdy', '\ufffd'],
    })
  })
})
