import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient } from '@redis/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RateLimit } from '../src/api/guards/rate-limit.ts'
import { type Checked } from '../src/catalog/checker.ts'
import { checkOnce } from '../src/catalog/check-once.ts'
import { createCipher } from '../src/store/cipher.ts'
import { alone, type Exchange, openExchange } from '../src/store/redis/exchange.ts'
import type { RedisPlace } from '../src/store/redis/link.ts'
import { type Channel, openSignal } from '../src/store/signal.ts'
import { openTestDatabase } from './database.ts'
import { freePort, openDataDir } from './operate-world.ts'
import { makeCertificate } from './outbound-certificate.ts'
import { isRedisHere, openTestRedis, type TestRedis } from './redis-server.ts'

const key = randomBytes(32)
const quiet = { info: () => undefined, warn: () => undefined }

/** What one replica counted. */
type Counted = Record<string, number>
type Replica = Exchange & { counted: Counted }
type Otherwise = { key?: Buffer; release?: string; now?: () => number } & Partial<RedisPlace>

let redis: TestRedis
const replicas: Replica[] = []
const now = (): number => Date.now()

async function replica(more: Otherwise = {}): Promise<Replica> {
  const counted: Counted = {}
  const count = (name: string): void => void (counted[name] = (counted[name] ?? 0) + 1)
  const exchange = openExchange({
    place: { url: redis.url, ...more },
    answerMs: 200,
    lookEveryMs: 300,
    cipher: createCipher(more.key ?? key),
    release: more.release ?? '1.0.0',
    now: more.now ?? now,
    log: quiet,
    facts: {
      redisTurned: (up) => count(up ? 'up' : 'away'),
      redisAsked: count,
      redisRefused: count,
      cacheRead: ({ outcome }) => count(outcome),
    },
  })
  const opened = { ...exchange, counted }
  replicas.push(opened)
  return opened
}

async function seen(one: Exchange, up: boolean): Promise<void> {
  await expect.poll(() => one.state()?.up, { timeout: 12_000 }).toBe(up)
}

async function two(more: Otherwise = {}): Promise<[Replica, Replica]> {
  const both: [Replica, Replica] = [await replica(), await replica(more)]
  for (const one of both) await seen(one, true)
  return both
}

/** The names of what is kept. */
const kept = async (): Promise<string[]> => (await redis.say('KEYS', '*')) as string[]

/** Puts an entry and waits until Redis has it. */
async function left(by: Replica, text = 'of one', seconds = 60): Promise<string> {
  by.cache.put('options', 'k', { text: () => text, seconds })
  await expect.poll(kept).toHaveLength(1)
  return (await kept())[0] ?? ''
}

describe.runIf(isRedisHere)('what replicas share by Redis', () => {
  beforeEach(async () => {
    redis = await openTestRedis()
  })
  afterEach(async () => {
    redis.thaw()
    for (const one of replicas.splice(0)) await one.stop()
    await redis.stop()
  })

  it('is read by another replica until it is too old', async () => {
    let hours = 0
    const [one, other] = await two({ now: () => Date.now() + hours * 3_600_000 })
    await left(one)

    const found = await other.cache.get('options', 'k')
    hours = 1
    const later = await other.cache.get('options', 'k')

    expect([found, later]).toEqual(['of one', undefined])
  })

  it('says nothing to whoever looks into Redis', async () => {
    const [one] = await two()

    const name = await left(one, 'very secret text')

    const value = String(await redis.say('GET', name))
    expect(name).toMatch(/^pao:[\w-]{12}:options:[\w-]{43}$/)
    expect(Buffer.from(value, 'base64').toString('latin1')).not.toContain('secret')
    expect(Number(await redis.say('PTTL', name))).toBeGreaterThan(50_000)
  })

  it('is not read by another release or another installation', async () => {
    const [one, newer] = await two({ release: '1.0.1' })
    const stranger = await replica({ key: randomBytes(32) })
    await seen(stranger, true)
    await left(one)

    const found = [
      await newer.cache.get('options', 'k'),
      await stranger.cache.get('options', 'k'),
      await one.cache.get('check', 'k'),
    ]

    expect(found).toEqual([undefined, undefined, undefined])
  })

  it('is forgotten, never believed, when somebody else wrote it', async () => {
    const [one, other] = await two()
    const name = await left(one)
    const good = String(await redis.say('GET', name))
    one.cache.put('options', 'another', { text: () => 'of another place', seconds: 60 })
    await expect.poll(kept).toHaveLength(2)
    const another = (await kept()).find((found) => found !== name) ?? ''
    const foreign = createCipher(randomBytes(32)).seal('[9999999999999,"H4sI"]', name)
    const forgeries = [
      'garbage',
      JSON.stringify({ text: 'forged' }),
      good.slice(0, -8),
      `AAAA${good.slice(4)}`,
      foreign.toString('base64'),
      String(await redis.say('GET', another)),
      // Longer than anything that is fetched.
      'A'.repeat(20_000_000),
      Buffer.alloc(1024 * 1024).toString('base64'),
    ]

    for (const forged of forgeries) {
      await redis.say('SET', name, forged)
      expect(await other.cache.get('options', 'k')).toBeUndefined()
    }
    await redis.say('DEL', name)
    await redis.say('RPUSH', name, 'of the wrong type')
    expect(await other.cache.get('options', 'k')).toBeUndefined()

    const [, sent] = /total_net_output_bytes:(\d+)/.exec(String(await redis.say('INFO'))) ?? []
    expect(other.counted['refused']).toBe(forgeries.length)
    expect(Number(sent)).toBeLessThan(10_000_000)
    expect(other.state()).toEqual({ up: true })
    one.cache.put('options', 'k', { text: () => 'once more', seconds: 60 })
    await expect.poll(() => other.cache.get('options', 'k')).toBe('once more')
  })

  it('hears no message that was forged, changed, played again or is old', async () => {
    let ahead = 0
    const [one, other] = await two({ now: () => Date.now() + ahead })
    const heard: string[] = []
    other.relay.hear('signal', (text) => heard.push(text))
    const [channel = ''] = (await redis.say('PUBSUB', 'CHANNELS', '*')) as string[]
    const caught: string[] = []
    const ear = await replica()
    const spy = openSpy(redis.url, channel, (message) => caught.push(message))
    await seen(ear, true)
    await spy.ready

    one.relay.tell('signal', 'true')
    await expect.poll(() => heard).toEqual(['true'])
    const [message = ''] = caught
    await redis.say('PUBLISH', channel, message)
    await redis.say('PUBLISH', channel, 'garbage')
    await redis.say('PUBLISH', channel, `${message.slice(0, -6)}AAAA==`)
    ahead = 60_000
    one.relay.tell('signal', 'old')
    await expect.poll(() => other.counted).toMatchObject({ repeated: 1, forged: 2, late: 1 })
    await spy.stop()

    expect(heard).toEqual(['true'])
  })

  it('goes on without a Redis that was killed, flushed or never there, and with it when it comes', async () => {
    const [one, other] = await two()
    await left(one)
    await redis.flush()
    const flushed = await other.cache.get('options', 'k')

    await redis.kill()
    await seen(other, false)
    const before = performance.now()
    const away = await other.cache.get('options', 'k')
    one.cache.put('options', 'k', { text: () => 'lost', seconds: 60 })
    one.relay.tell('signal', 'lost')
    const took = performance.now() - before
    const late = await replica()

    expect([flushed, away]).toEqual([undefined, undefined])
    expect(took).toBeLessThan(50)
    expect(late.state()).toMatchObject({ up: false })
    await redis.start()
    for (const each of [one, other, late]) await seen(each, true)
    await left(one, 'again')
    expect(await late.cache.get('options', 'k')).toBe('again')
  })

  it('waits a moment for a Redis that hangs, and soon not at all', async () => {
    const [one] = await two()
    await left(one)

    redis.freeze()
    const times: number[] = []
    for (let n = 0; n < 6; n += 1) {
      const before = performance.now()
      expect(await one.cache.get('options', 'k')).toBeUndefined()
      times.push(performance.now() - before)
    }

    expect(Math.max(...times)).toBeLessThan(1_000)
    expect(Math.max(...times.slice(3))).toBeLessThan(50)
    expect(one.state()).toEqual({ up: false, why: 'does not answer in time' })
    redis.thaw()
    await seen(one, true)
    expect(await one.cache.get('options', 'k')).toBe('of one')
  })

  it('notices within seconds that an idle Redis hangs', { timeout: 20_000 }, async () => {
    const [one] = await two()

    redis.freeze()
    await seen(one, false)

    expect(one.state()?.why).toBe('does not answer in time')
  })

  it('lets a caller have one limit over all replicas, and each its own without Redis', async () => {
    const [one, other] = await two()
    const limits = [one, other].map(({ taken }) => {
      const limit = new RateLimit(10, 'default', taken)
      limit.listen(now)
      return limit
    })
    const at = Date.now()

    const first = limits.map((limit) => limit.take('t ann', at).allowed)
    for (let n = 0; n < 7; n += 1) limits[0]?.take('t ann', at)
    await expect.poll(() => limits[1]?.take('t ann', at).remaining).toBeLessThan(3)
    const rest = Array.from({ length: 5 }, () => limits[1]?.take('t ann', at).allowed)
    const stranger = limits[1]?.take('t bob', at).remaining

    expect(first).toEqual([true, true])
    expect(rest).toContain(false)
    expect(stranger).toBe(9)
  })

  it('brings hints to other replicas, also while the database cannot, and each once', async () => {
    const [one, other] = await two()
    const database = await openTestDatabase()
    const speaker = await openSignal(database, one.relay)
    const listener = await openSignal(database, other.relay)
    const nowhere = {
      ...database,
      url: 'postgres://127.0.0.1:1/none',
      pool: { query: () => Promise.reject(new Error('away')) } as never,
    }
    const [cut, deaf] = [
      await openSignal(nowhere, one.relay),
      await openSignal(nowhere, other.relay),
    ]
    const heard: (string | undefined)[] = []
    const heardDeaf: (string | undefined)[] = []
    const channel: Channel = 'pao_request'
    listener.subscribe(channel, (payload) => heard.push(payload))
    deaf.subscribe(channel, (payload) => heardDeaf.push(payload))
    await expect.poll(() => heard).toEqual([undefined])

    for (let n = 0; n < 20; n += 1) speaker.publish(channel, `t r ${n}`)
    cut.publish(channel, 'by Redis alone')
    await expect.poll(() => heardDeaf).toContain('by Redis alone')
    await expect.poll(() => heard.length).toBeGreaterThan(20)
    // What NOTIFY brings second would have come by now: a hint after it has.
    speaker.publish(channel, 'last')
    await expect.poll(() => heard).toContain('last')
    for (const signal of [speaker, listener, cut, deaf]) await signal.stop()
    await database.close()

    const numbered = heard.filter((payload) => payload?.startsWith('t r '))
    expect(numbered).toHaveLength(20)
  })

  it('is reached by TLS only when its certificate comes from the authority that is set, and by the password that is set', async () => {
    const { cert, key: certKey } = makeCertificate('localhost')
    const folder = await openDataDir()
    const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    await writeFile(certFile, cert)
    await writeFile(keyFile, certKey)
    const port = String(await freePort())
    await redis.stop()
    const tls = ['--tls-port', port, '--tls-cert-file', certFile, '--tls-key-file', keyFile]
    const none = ['--tls-auth-clients', 'no']
    redis = await openTestRedis([...tls, ...none, '--requirepass', 'the-password'])
    const url = `rediss://localhost:${port}`

    const trusted = await replica({ url, authorities: cert, password: 'the-password' })
    const strange = await replica({ url, password: 'the-password' })
    const wrong = await replica({ url, authorities: cert, password: 'another' })
    await seen(trusted, true)
    await expect.poll(() => strange.state()?.why).not.toBe('not connected yet')
    await expect.poll(() => wrong.state()?.why).not.toBe('not connected yet')

    expect(strange.state()).toEqual({ up: false, why: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    expect(wrong.state()).toEqual({ up: false, why: 'WRONGPASS' })
  })

  it('has a catalog checked once for all replicas, and anew when a file or a name differs', async () => {
    const [one, other] = await two()
    const checks: string[] = []
    const outcome = { documents: [], diagnostics: [], environments: [], bad: ['x.yaml'] }
    const checkerOf = (name: string, cache: Exchange['cache'], env: string[] = []) =>
      checkOnce({
        cache,
        now,
        surroundings: () => ({ env }),
        seconds: 60,
        checker: async () => {
          checks.push(name)
          return outcome as unknown as Checked
        },
      })
    const { signal } = new AbortController()
    const files = [{ path: 'x.yaml', text: 'id: x' }]

    await checkerOf('one', one.cache)(files, signal)
    await expect.poll(kept).toHaveLength(1)
    const found = await checkerOf('other', other.cache)(files, signal)
    await checkerOf('changed', other.cache)([{ path: 'x.yaml', text: 'id: y' }], signal)
    await checkerOf('named', other.cache, ['A'])(files, signal)
    await checkerOf('alone', alone.cache)(files, signal)

    expect(found).toEqual(outcome)
    expect(checks).toEqual(['one', 'changed', 'named', 'alone'])
  })
})

/** Somebody who listens on the channel, and could play it again. */
function openSpy(url: string, channel: string, hear: (message: string) => void) {
  const client = createClient({ url })
  client.on('error', () => undefined)
  const ready = client.connect().then(() => client.subscribe(channel, hear))
  return { ready, stop: async () => client.destroy() }
}
