import { describe, expect, it } from 'vitest'
import { compileConfig, renderConfig, Secret } from './index.ts'

const world = { now: 0, newId: () => 'id', random: () => 0 }
const schema = { properties: { url: { type: 'string', 'x-pao-template': 'address' } } }
const api = 'https://api.example.com/base'

function address(template: string, scope: Readonly<Record<string, unknown>>) {
  const config = compileConfig({ url: template }, schema)
  if (!config.ok) throw new Error(config.faults[0]?.message)
  const rendered = renderConfig(config.value, { scope: { api, ...scope }, world })
  if (!rendered.ok) throw new Error(rendered.faults[0]?.message)
  return rendered.value as { value: { url: unknown }; redacted: { url: unknown } }
}

describe('a value in an address', () => {
  it.each([
    ['a/b', 'a%2Fb'],
    ['../../admin', '..%2F..%2Fadmin'],
    ['%2e%2e/', '%252e%252e%2F'],
    ['//evil/x', '%2F%2Fevil%2Fx'],
    ['https://evil/x', 'https%3A%2F%2Fevil%2Fx'],
    ['\\\\evil', '%5C%5Cevil'],
    ['?a=b&c', '%3Fa%3Db%26c'],
    ['#end', '%23end'],
    ['two words', 'two%20words'],
    [7, '7'],
  ])('stands in the path as one segment: %j', (v, segment) => {
    const { value } = address('{{api}}/things/{{v}}/state', { v })

    expect(value.url).toBe(`${api}/things/${segment}/state`)
  })

  it('stands in the query as one value', () => {
    const { value } = address('{{api}}?name={{v}}&size=1', { v: 'a&size=9#x' })

    expect(new URL(String(value.url)).searchParams.getAll('size')).toEqual(['1'])
  })

  it.each([
    ['/jobs/{{v}}', '/jobs/a%2Fb'],
    ['jobs/{{v}}', 'jobs/a%2Fb'],
    ['//host/{{v}}', '//host/a%2Fb'],
    ['https://host#{{v}}', 'https://host#a%2Fb'],
    ['{{#if v}}{{api}}/{{v}}{{/if}}', `${api}/a%2Fb`],
  ])('is encoded behind the origin, wherever that ends: %s', (template, url) => {
    const { value } = address(template, { v: 'a/b' })

    expect(value.url).toBe(url)
  })

  it.each([
    ['{{api}}/x', `${api}/x`],
    ['https://{{v}}/x', 'https://a:8443/x'],
    ['{{scheme}}://{{v}}/x', 'http://a:8443/x'],
    ['{{whole}}', 'https://b.example/x/y?z=1#end'],
  ])('stays as it is where it is the origin, or all there is: %s', (template, url) => {
    const scope = { v: 'a:8443', scheme: 'http', whole: 'https://b.example/x/y?z=1#end' }

    const { value } = address(template, scope)

    expect(value.url).toBe(url)
  })

  it.each(['{{urlencode(v)}}', '{{v ? urlencode(v) : urlencode("none")}}'])(
    'is not encoded twice: %s',
    (expression) => {
      const { value } = address(`{{api}}/${expression}`, { v: 'a b/é' })

      expect(value.url).toBe(`${api}/a%20b%2F%C3%A9`)
    },
  )

  it('is shown as *** where it is a secret', () => {
    const { value, redacted } = address('{{api}}/{{v}}', { v: new Secret('to/ken') })

    expect([value.url, redacted.url]).toEqual([`${api}/to%2Fken`, `${api}/***`])
  })
})
