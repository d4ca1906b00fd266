import { chmodSync, existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FakeOidc, startFakeOidc } from '@pao/fakes'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp } from '../../server/src/api/app.ts'
import { openBearers } from '../../server/src/identity/oidc/bearer.ts'
import { issuerView, readIssuers } from '../../server/src/identity/oidc/issuers.ts'
import { openProvider } from '../../server/src/identity/oidc/metadata.ts'
import { parseEgress } from '../../server/src/outbound/egress.ts'
import { createHttp, type OpenHttp } from '../../server/src/outbound/http-client.ts'
import { callers, fakeDeps } from '../../server/test/api-world.ts'
import { run } from '../src/run.ts'
import { walkThrough } from './browser.ts'
import { freshFolder, pao } from './pao.ts'

const asked: unknown[] = []
let oidc: FakeOidc
let http: OpenHttp
let app: ReturnType<typeof createApp>
let url = ''
let file = ''
let dana: Awaited<ReturnType<typeof logIn>>
let aude: Awaited<ReturnType<typeof logIn>>
let modes: readonly number[] = []
let keptFirst = ''
beforeAll(async () => {
  oidc = await startFakeOidc()
  const egress = parseEgress([new URL(oidc.url).host])
  const read = readIssuers(
    `issuers:
  demo:
    issuer: ${oidc.url}
    audience: ${oidc.audience}
    device: { client_id: ${oidc.clients.cli} }
    teams: { claim: groups }
    access: [{ when: { roles: developer }, roles: [developer] }]
`,
    { demo: true },
  )
  if (!egress.ok || !read.ok) throw new Error('the world is wrong')
  http = createHttp({ egress: egress.value, limits: { timeoutMs: 5_000, maxBytes: 1_000_000 } })
  const base = fakeDeps()
  const deps = { http, now: () => Date.now(), log: base.log }
  const bearers = openBearers({
    providers: read.value.map((issuer) => openProvider(deps, issuer)),
    now: deps.now,
  })
  app = createApp({
    ...base,
    now: deps.now,
    identity: {
      ...base.identity,
      apiKeys: {
        ...base.identity.apiKeys,
        async create(principal, wanted) {
          asked.push(wanted)
          return base.identity.apiKeys.create(principal, wanted)
        },
        own: {
          ...base.identity.apiKeys.own,
          async create(principal, { expiresAt, ...wish }) {
            asked.push({ ...wish, days: Math.round((expiresAt - deps.now()) / 86_400_000) })
            const wanted = { name: wish.name, roles: wish.roles ?? principal.roles }
            return base.identity.apiKeys.create(principal, wanted)
          },
        },
        list: async () => [
          {
            id: '0123456789abcdef',
            name: 'ci',
            roles: ['developer'],
            teams: [],
            createdBy: 'root',
            createdAt: 0,
            revokedAt: 1,
          },
        ],
      },
      issuers: read.value.map((issuer) => issuerView(issuer)),
      authenticate: async ({ bearer }) => {
        const key = bearer === 'root' ? callers['root'] : undefined
        const principal = key ?? (bearer === undefined ? undefined : await bearers.holder(bearer))
        if (principal) return { kind: 'caller', caller: { principal } }
        return { kind: bearer === undefined ? 'nobody' : 'invalid' }
      },
    },
  })
  url = await app.listen({ port: 0, host: '127.0.0.1' })
  // A provider is asked every five seconds at most, so both log in at the same time.
  const first = join(freshFolder(), 'deep', 'logins.json')
  vi.stubEnv('PAO_LOGIN_FILE', first)
  vi.stubEnv('PAO_URL', url)
  ;[dana, aude] = await Promise.all([logIn('dana'), logIn('aude')])
  modes = [statSync(first).mode & 0o777, statSync(join(first, '..')).mode & 0o777]
  keptFirst = readFileSync(first, 'utf8')
}, 30_000)
afterAll(async () => {
  await app.close()
  await http[Symbol.asyncDispose]()
  await oidc[Symbol.asyncDispose]()
})
beforeEach(() => {
  file = join(freshFolder(), 'logins.json')
  writeFileSync(file, keptFirst, { mode: 0o600 })
  vi.stubEnv('PAO_LOGIN_FILE', file)
  vi.stubEnv('PAO_URL', url)
  vi.stubEnv('PAO_TOKEN', '')
})
afterEach(() => {
  vi.unstubAllEnvs()
  // A refresh token is good once: the next test goes on with what this one was given for it.
  const left = readFileSync(file, 'utf8')
  if (/"refreshToken": "(?!revoked)/.test(left)) keptFirst = left
})

/** `pao login` with somebody beside it who enters the code. */
async function logIn(person: string) {
  const said: string[] = []
  let walked: Promise<string> | undefined
  const err = (text: string): void => {
    said.push(text)
    const place = /^Open (\S+)/.exec(text)?.[1]
    if (place !== undefined) walked = walkThrough(place, person)
  }
  const out = (text: string): void => void said.push(text)
  const code = await run(
    {
      cwd: '/',
      now: () => Date.now(),
      pause: async () => undefined,
      input: async () => '',
      version: '1',
      screen: { out, err, width: Infinity },
    },
    ['login'],
  )
  return { code, text: said.join('\n'), page: await walked }
}

const kept = () => JSON.parse(readFileSync(file, 'utf8'))[url]
const change = (more: object) =>
  writeFileSync(file, JSON.stringify({ [url]: { ...kept(), ...more } }), { mode: 0o600 })

describe('pao login', () => {
  it('shows a code, waits until it was entered, and is somebody from then on', async () => {
    const { code, text, page } = dana

    const who = await pao(['whoami'])
    expect([code, who.code]).toEqual([0, 0])
    expect(text).toMatch(/^Open http.*\nand make sure that it shows the code [A-Z]{4}-[A-Z]{4}$/m)
    expect(page).toContain('You are signed in')
    expect(who.out).toMatch(/^id +demo:dana$/m)
    expect(who.out).toMatch(/^teams +payments$/m)
  })

  it('keeps what came of it where only its owner can read it', () => {
    expect(modes).toEqual([0o600, 0o700])
    expect(kept()).toMatchObject({ issuer: oidc.url, clientId: 'pao-cli' })
  })

  it('does not use a file that others can read', async () => {
    chmodSync(file, 0o640)

    const { code, err } = await pao(['whoami'])

    expect(code).toBe(2)
    expect(err).toContain(`chmod 600 ${file}`)
  })

  it('renews what has run out, once for all who ask at the same time', async () => {
    const before = kept()
    change({ accessToken: 'over', expiresAt: 0 })

    const all = await Promise.all([1, 2, 3].map(() => pao(['whoami'])))

    expect(all.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(kept().accessToken).toMatch(/^ey/)
    expect(kept().refreshToken).toBeDefined()
    expect(kept().accessToken).not.toBe(before.accessToken)
    expect(existsSync(`${file}.lock`)).toBe(false)
  })

  it('takes over a lock that a dead process left behind', async () => {
    change({ expiresAt: 0 })
    writeFileSync(`${file}.lock`, '')
    utimesSync(`${file}.lock`, 0, 0)

    expect((await pao(['whoami'])).code).toBe(0)
  })

  it('is over when the provider lets it go on no more', async () => {
    change({ refreshToken: 'revoked', expiresAt: 0 })

    const { code, err } = await pao(['whoami'])

    expect(code).toBe(2)
    expect(err).toContain('pao login')
    expect(kept()).toBeUndefined()
  })

  it('gives way to a key', async () => {
    const { code, err } = await pao(['whoami', '--token', 'another'])

    expect(code).toBe(2)
    expect(err).toContain('auth.invalid')
  })

  it('keeps nothing of somebody who may do nothing there', () => {
    expect(aude.code).toBe(2)
    expect(aude.text).toContain('auth.no_access')
    expect(Object.keys(JSON.parse(keptFirst))).toEqual([url])
  })

  it('ends with pao logout, at the provider too', async () => {
    const { refreshToken, ...login } = kept()

    const out = await pao(['logout'])
    const again = await pao(['logout'])
    writeFileSync(file, JSON.stringify({ [url]: { ...login, refreshToken, expiresAt: 0 } }), {
      mode: 0o600,
    })
    const revived = await pao(['whoami'])

    expect([out.code, again.code, revived.code]).toEqual([0, 1, 2])
  })
})

const key = (...words: string[]) => pao(['key', ...words, '--token', 'root'])

describe('pao key', () => {
  it('makes one held to parts of the API', async () => {
    const made = await key('create', 'ci', '--role', 'developer', '--scope', 'requests:read')
    const wrong = await key('create', 'ci', '--role', 'developer', '--scope', 'all:read')

    expect([made.code, wrong.code]).toEqual([0, 2])
    expect(made.out).toMatch(/^key +pao_/m)
    expect(asked).toEqual([
      { name: 'ci', roles: ['developer'], teams: [], scopes: ['requests:read'] },
    ])
  })

  it('makes, lists, turns and ends keys of one’s own', async () => {
    asked.length = 0
    const expires = new Date(Date.now() + 7 * 86_400_000).toISOString()
    const made = await key('create', 'laptop', '--own', '--expires', expires)
    const less = ['--scope', 'requests:read', '--role', 'auditor', '--expires', expires]
    await key('create', 'reader', '--own', ...less)
    const whose = await key('create', 'nobody’s')
    const list = await key('list', '--own')
    const turned = await key('rotate', '0123456789abcdef', '--own')
    const ended = await key('revoke', '0123456789abcdef', '--own')

    expect([made.code, list.code, whose.code]).toEqual([0, 0, 2])
    expect(asked).toEqual([
      { name: 'laptop', days: 7 },
      { name: 'reader', roles: ['auditor'], scopes: ['requests:read'], days: 7 },
    ])
    expect(whose.err).toContain('--own')
    expect([turned.err, ended.err].every((err) => err.includes('api_key.not_found'))).toBe(true)
  })

  it('lists, ends and turns them', async () => {
    const list = await key('list')
    const ended = await key('revoke', '0123456789abcdef')
    const turned = await key('rotate', '0123456789abcdef')

    expect(list.out).toMatch(/0123456789abcdef +ci +developer .*revoked/)
    expect(ended).toMatchObject({ code: 0, out: '0123456789abcdef is revoked' })
    expect(turned.err).toContain('api_key.not_found')
  })
})

const account = (...words: string[]) => pao(['service-account', ...words, '--token', 'root'])

describe('pao service-account', () => {
  it('makes, shows, changes and ends accounts', async () => {
    const made = await account('create', 'sync', '--team', 'payments', '--role', 'developer')
    const list = await account('list')
    const changed = await account('change', '0123456789abcdef', '--role', 'auditor')
    const ended = await account('remove', '0123456789abcdef')
    const none = await account('show', '00000000deadbeef')

    expect([made.code, list.code, changed.code, ended.code]).toEqual([0, 0, 0, 0])
    expect(made.out).toMatch(/^owner +payments$/m)
    expect(list.out).toMatch(/0123456789abcdef +sync +payments +developer/)
    expect(none.err).toContain('service_account.not_found')
  })

  it('needs a team that answers for it, and a sane overlap', async () => {
    const nobody = await account('create', 'sync', '--role', 'developer')
    const long = await key('rotate', '0123456789abcdef', '--overlap', '604801')

    expect([nobody.code, long.code]).toEqual([2, 2])
    expect(long.err).toContain('from 0 to 604800')
  })
})
