import { describe, expect, it } from 'vitest'
import { parseAddress } from '#outbound/address.ts'
import type { Egress } from '#outbound/egress.ts'
import { locate, parseEgress, parseTarget, portOf } from '#outbound/egress.ts'

function egress(...list: string[]): Egress {
  const parsed = parseEgress(list)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  return parsed.value
}

/** A resolver that answers what it is told, one answer after another. */
function resolver(...answers: readonly (readonly string[])[]) {
  let call = 0
  return async () => answers[Math.min(call++, answers.length - 1)] ?? []
}

async function refusal(url: string, allowed: Egress = egress()): Promise<string> {
  const target = parseTarget(url)
  const to = { host: target.hostname, port: portOf(target), policy: 'web' as const }
  return locate(allowed, resolver(['93.184.216.34']), to).then(
    (addresses) => `reached ${addresses.join()}`,
    (error: { kind?: string }) => String(error.kind),
  )
}

describe('addresses', () => {
  it.each([
    ['127.0.0.1', 4, 0x7f000001n],
    ['::1', 6, 1n],
    ['::ffff:127.0.0.1', 6, 0xffff7f000001n],
    ['fe80::1%eth0', 6, 0xfe80_0000_0000_0000_0000_0000_0000_0001n],
  ])('reads %s as a number', (text, family, value) => {
    const address = parseAddress(text)

    expect(address).toEqual({ family, value })
  })

  it.each([
    '1.2.3',
    '01.2.3.4',
    '256.1.1.1',
    '1::2::3',
    ':::',
    '12345::',
    'x',
    '',
    '1:2:3:4:5:6:7',
  ])('does not read "%s"', (text) => {
    const address = parseAddress(text)

    expect(address).toBeUndefined()
  })
})

describe('egress', () => {
  it('reaches nothing but the list where it is the only one', async () => {
    const only: Egress = { ...egress('api.acme.example', '10.0.0.0/8'), only: true }

    expect(await refusal('https://elsewhere.example/', only)).toBe('egress_denied')
    expect(await refusal('https://93.184.216.34/', only)).toBe('egress_denied')
    expect(await refusal('https://api.acme.example/', only)).toBe('reached 93.184.216.34')
    expect(await refusal('https://10.1.2.3/', only)).toBe('reached 10.1.2.3')
  })

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.66',
    '169.254.1.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
  ])('refuses the closed address %s', async (address) => {
    const result = await refusal(`http://${address}/`)

    expect(result).toBe('egress_denied')
  })

  it.each([
    '0x7f.1',
    '2130706433',
    '017700000001',
    '127.1',
    '0',
    '①②⑦.⓪.⓪.①',
    'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
    'localhost.',
    'LOCALHOST',
    'db.localhost',
  ])('refuses %s, another spelling of this machine', async (host) => {
    const result = await refusal(`http://${host}/`)

    expect(result).toBe('egress_denied')
  })

  it.each([
    '::1',
    '::',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001:0::',
    '2001:db8::1',
    'fe81::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '::5efe:10.0.0.1',
    '2606:4700::5efe:10.0.0.1',
    '2606:4700::200:5efe:a00:1',
  ])('refuses the closed address [%s]', async (address) => {
    const result = await refusal(`http://[${address}]/`)

    expect(result).toBe('egress_denied')
  })

  it.each(['http://93.184.216.34/', 'http://[2606:4700::1111]/', 'https://[64:ff9b::5db8:d822]/'])(
    'lets %s through, which is on the open internet',
    async (url) => {
      const result = await refusal(url)

      expect(result).toMatch(/^reached/)
    },
  )

  it('refuses a name when only one of its addresses is closed', async () => {
    const to = { host: 'mixed.test', port: 443, policy: 'web' as const }
    const resolve = resolver(['93.184.216.34', '::ffff:127.0.0.66'])

    const found = locate(egress(), resolve, to)

    await expect(found).rejects.toMatchObject({ kind: 'egress_denied', sent: false })
  })

  it.each([22, 25, 53, 5432, 6379, 2375])('refuses port %i', async (port) => {
    const result = await refusal(`http://93.184.216.34:${port}/`)

    expect(result).toBe('egress_denied')
  })

  it('opens an unusual port only where the operator listed it with the host', async () => {
    const listed = egress('93.184.216.34:2375')

    const results = await Promise.all(
      ['93.184.216.34', '93.184.216.35'].map((host) => refusal(`http://${host}:2375/`, listed)),
    )

    expect(results).toEqual(['reached 93.184.216.34', 'egress_denied'])
  })

  it.each([
    ['10.0.0.0/8', 'http://10.9.9.9/'],
    ['10.0.0.0/8', 'http://[::ffff:10.9.9.9]/'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['[::1]:8080', 'http://[::1]:8080/'],
    ['::1', 'http://[::1]/'],
    ['fd00::/8', 'http://[fd12::1]/'],
  ])('lets what %s lists be reached', async (entry, url) => {
    const result = await refusal(url, egress(entry))

    expect(result).toMatch(/^reached/)
  })

  it('keeps a listed port to that port', async () => {
    const result = await refusal('http://127.0.0.1:8081/', egress('127.0.0.1:8080'))

    expect(result).toBe('egress_denied')
  })

  it('lets a listed name be private, with or without its dot at the end, and no other', async () => {
    const listed = egress('jira_dc.corp', '*.tools.corp')
    const hosts = ['jira_dc.corp', 'JIRA_DC.corp.', 'a.tools.corp', 'tools.corp', 'eviltools.corp']

    const results = await Promise.all(
      hosts.map((host) =>
        locate(listed, resolver(['10.0.0.5']), { host, port: 443, policy: 'web' }).then(
          () => 'reached',
          () => 'refused',
        ),
      ),
    )

    expect(results).toEqual(['reached', 'reached', 'reached', 'refused', 'refused'])
  })

  it('hands out no cloud credentials by a listed name or a wide block', async () => {
    const wide = egress('169.254.0.0/16', 'metadata.test')
    const named = egress('169.254.169.254')

    const results = await Promise.all([
      refusal('http://169.254.169.254/', wide),
      refusal('http://168.63.129.16/'),
      refusal('http://169.254.169.254/', named),
    ])

    expect(results).toEqual(['egress_denied', 'egress_denied', 'reached 169.254.169.254'])
  })

  it('tells every entry that cannot be read', () => {
    const parsed = parseEgress(['10.0.0.0/33', 'fine.corp', 'a b', 'host:99999', 'http://x/'])

    expect(parsed.ok ? [] : parsed.faults.map((fault) => fault.at)).toEqual([
      '/0',
      '/2',
      '/3',
      '/4',
    ])
  })
})

describe('targets', () => {
  it.each(['file:///etc/passwd', 'gopher://x/', 'data:,x', 'ftp://x/', 'ws://x/', 'unix:/x'])(
    'refuses the scheme of %s',
    (url) => {
      const parse = () => parseTarget(url)

      expect(parse).toThrow(/may not be called/)
    },
  )

  it.each(['http://ok@evil/', 'http://a:b@evil/', 'http://:b@evil/'])(
    'refuses %s, which carries a user',
    (url) => {
      const parse = () => parseTarget(url)

      expect(parse).toThrow(/user or password/)
    },
  )

  it.each([
    ['http://evil.com#@ok/', 'evil.com'],
    ['http://evil.com\\@ok/', 'evil.com'],
    ['http://ev\til.com/', 'evil.com'],
    ['http://foo_bar/', 'foo_bar'],
  ])('reads the host of %j once, as %s', (url, host) => {
    const target = parseTarget(url)

    expect(target.hostname).toBe(host)
  })
})
