import { describe, expect, it } from 'vitest'
import { compileConfig, parse, type Rendered, render, renderConfig, Secret } from './index.ts'

const world = { now: 0, newId: () => 'id', random: () => 0 }
const scope = {
  secrets: { TOKEN: new Secret('s3cret') },
  fields: { name: 'x', password: new Secret('pass'), list: ['a', new Secret('hid')] },
  vault: new Secret({ user: 'u5er', list: ['l1st'] }),
}

function rendered(text: string, escape: 'none' | 'json' = 'none'): Rendered {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.faults[0]?.message)
  const result = render(parsed.value, { scope, world, escape })
  if (!result.ok) throw new Error(result.faults[0]?.message)
  return result.value
}

describe('taint', () => {
  it.each([
    ['{{secrets.TOKEN}}', 's3cret', '***'],
    ['Bearer {{secrets.TOKEN}}.', 'Bearer s3cret.', 'Bearer ***.'],
    ['{{upper(secrets.TOKEN)}}', 'S3CRET', '***'],
    ['{{fields.name}}:{{concat("a", secrets.TOKEN)}}:{{fields.name}}', 'x:as3cret:x', 'x:***:x'],
    ['{{"a" + secrets.TOKEN}}', 'as3cret', '***'],
    ['{{base64(secrets.TOKEN)}}', 'czNjcmV0', '***'],
    ['{{length(secrets.TOKEN)}}', 6, '***'],
    ['{{secrets.TOKEN == "s3cret"}}', true, '***'],
    ['{{secrets.TOKEN ? 1 : 2}}', 1, '***'],
    ['{{split(secrets.TOKEN, "c")}}', ['s3', 'ret'], '***'],
    ['{{join(fields.list, "-")}}', 'a-hid', '***'],
    ['{{fields.list[1]}}', 'hid', '***'],
    ['{{fields.list}}', ['a', 'hid'], ['a', '***']],
    ['{{json(fields)}}', '{"name":"x","password":"pass","list":["a","hid"]}', '***'],
    ['x{{fields}}', 'x{"name":"x","password":"pass","list":["a","hid"]}', 'x***'],
    ['{{vault.user}}', 'u5er', '***'],
    ['{{#each fields.list as i}}{{i}};{{/each}}', 'a;hid;', 'a;***;'],
    ['{{#each vault.list as i}}{{i}};{{/each}}', 'l1st;', '***;'],
    ['{{#each split(secrets.TOKEN, "3") as i}}{{i}};{{/each}}', 's;cret;', '***;***;'],
    ['{{"hid" in fields.list}}', true, '***'],
    ['{{default(secrets.TOKEN, "x")}}', 's3cret', '***'],
  ])('follows a secret through %s', (text, value, redacted) => {
    const result = rendered(text)

    expect(result).toEqual({ value, redacted, tainted: true })
  })

  it('leaves alone what no secret touched', () => {
    const result = rendered('{{fields.name}} {{fields.list[0]}}')

    expect(result).toEqual({ value: 'x a', redacted: 'x a', tainted: false })
  })

  it('keeps the redacted body JSON', () => {
    const result = rendered(
      '{"a":"{{secrets.TOKEN}}","b":{{secrets.TOKEN}},"c":{{fields}}}',
      'json',
    )

    expect(JSON.parse(String(result.redacted))).toEqual({ a: '***', b: '***', c: '***' })
  })

  it('says nothing of a secret in a fault', () => {
    const parsed = parse('{{number(secrets.TOKEN)}} {{vault.gone}} {{hash("x", secrets.TOKEN)}}')
    if (!parsed.ok) throw new Error('It does not parse')

    const result = render(parsed.value, { scope, world })

    expect(result).toMatchObject({ faults: [{}, {}, {}] })
    expect(JSON.stringify(result)).not.toMatch(/s3cret|u5er|user/)
  })

  it('redacts a config place by place', () => {
    const compiled = compileConfig({
      a: '{{secrets.TOKEN}}',
      b: ['x {{vault.user}}', 'plain'],
      c: 1,
    })
    if (!compiled.ok) throw new Error('It does not compile')

    const result = renderConfig(compiled.value, { scope, world })

    expect(result).toEqual({
      ok: true,
      value: {
        value: { a: 's3cret', b: ['x u5er', 'plain'], c: 1 },
        redacted: { a: '***', b: ['x ***', 'plain'], c: 1 },
      },
    })
  })

  it('prints and serialises a secret as stars', () => {
    const secret = new Secret('s3cret')

    const shown = [String(secret), JSON.stringify({ secret }), Object.keys(secret).join('')]

    expect(shown).toEqual(['***', '{"secret":"***"}', ''])
  })
})
