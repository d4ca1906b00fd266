import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'
import { weakIn, weaknesses } from './weak-settings.ts'

const good = 'Zk3v9Q1xT7bN5mR8cJ2hL6wY4pD0sGfA'
const key = Buffer.from(Array.from({ length: 32 }, (_, n) => (n * 37 + 11) % 256)).toString(
  'base64',
)
const safe: Readonly<Record<string, string>> = {
  PAO_DEMO: 'off',
  PAO_HOST: '0.0.0.0',
  PAO_PUBLIC_URL: 'https://pao.acme.io',
  PAO_DATA_DIR: '/var/lib/pao',
  PAO_BOOTSTRAP_API_KEY: good,
  PAO_ENCRYPTION_KEY: key,
  PAO_DATABASE_URL: `postgres://pao:${good}@db.acme.io/pao?sslmode=verify-full`,
}

function told(change: Readonly<Record<string, string>>): readonly string[] {
  const environment = { ...safe, ...change }
  const { NODE_OPTIONS: _, NODE_DEBUG: __, ...ours } = environment as Record<string, string>
  const read = readConfig(ours)
  if (!read.ok) throw new Error(read.faults.join())
  return weakIn(read.config, environment)
}

describe('a start that others can reach', () => {
  it('goes on with settings that are safe', () => {
    expect(told({})).toEqual([])
  })

  it('goes on with a log in the clear that stays near, is secured, or is meant to be so', () => {
    const far = { PAO_AUDIT_SHIP_URL: 'syslog+tcp://logs.acme.io:601' }

    expect(told({ PAO_AUDIT_SHIP_URL: 'syslog+tls://logs.acme.io:6514' })).toEqual([])
    expect(told({ PAO_AUDIT_SHIP_URL: 'syslog+tcp://localhost:601' })).toEqual([])
    expect(told({ ...far, PAO_AUDIT_SHIP_IN_CLEAR: 'true' })).toEqual([])
  })

  it.each([
    [{ PAO_PUBLIC_URL: 'http://pao.acme.io' }, 'PAO_PUBLIC_URL is http'],
    [{ PAO_BOOTSTRAP_API_KEY: 'Zk3v9Q1xT7bN5mR8cJ' }, 'PAO_BOOTSTRAP_API_KEY is shorter'],
    [{ PAO_BOOTSTRAP_API_KEY: 'ab'.repeat(20) }, 'PAO_BOOTSTRAP_API_KEY can be guessed'],
    [{ PAO_BOOTSTRAP_API_KEY: `changeme-${good}` }, 'PAO_BOOTSTRAP_API_KEY can be guessed'],
    [
      { PAO_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64') },
      'PAO_ENCRYPTION_KEY is not random',
    ],
    [{ PAO_SECRETS_KEY: Buffer.alloc(32, 9).toString('base64') }, 'PAO_SECRETS_KEY is not random'],
    [{ PAO_SECRETS_KEY: key }, 'PAO_SECRETS_KEY is the same'],
    [
      { PAO_DATABASE_URL: 'postgres://pao@db.acme.io/x?sslmode=verify-full' },
      'PAO_DATABASE_URL has no',
    ],
    [
      { PAO_DATABASE_URL: 'postgres://pao:password1234@db.acme.io/x?sslmode=require' },
      'PAO_DATABASE_URL has no password or one that can be guessed',
    ],
    [{ PAO_DATABASE_URL: `postgres://pao:${good}@db.acme.io/x` }, 'PAO_DATABASE_URL speaks with'],
    [
      { PAO_DATABASE_URL: `postgres://postgres:${good}@db.acme.io/x?sslmode=require` },
      'PAO_DATABASE_URL signs in as postgres',
    ],
    [
      { PAO_DATABASE_READ_URL: `postgres://pao:${good}@replica.acme.io/x` },
      'PAO_DATABASE_READ_URL speaks with',
    ],
    [
      { PAO_AUDIT_SHIP_URL: 'syslog+tcp://logs.acme.io:601' },
      'PAO_AUDIT_SHIP_URL sends who did what',
    ],
    [{ PAO_REDIS_URL: `redis://:${good}@cache.acme.io` }, 'PAO_REDIS_URL speaks with'],
    [{ PAO_REDIS_URL: 'rediss://cache.acme.io' }, 'PAO_REDIS_URL needs no password'],
    [
      { PAO_REDIS_URL: `rediss://:${good}@cache.acme.io`, PAO_REDIS_PASSWORD: 'password1234' },
      'PAO_REDIS_URL needs no password or one that can be guessed',
    ],
    [
      { PAO_TRACES_URL: 'http://traces.acme.io/v1/traces', PAO_TRACES_HEADERS: 'x-key=abc' },
      'PAO_TRACES_URL sends the headers',
    ],
    [{ PAO_EGRESS_ALLOW: '0.0.0.0/0' }, 'PAO_EGRESS_ALLOW opens every'],
    [{ PAO_EGRESS_ALLOW: '169.254.169.254' }, 'PAO_EGRESS_ALLOW opens the link-local'],
    [{ PAO_SECRETS_HOSTS: 'TOKEN=*' }, 'PAO_SECRETS_HOSTS binds'],
    [{ PAO_API_RATE_PER_MINUTE: '0' }, 'PAO_API_RATE_PER_MINUTE is 0'],
    [{ PAO_API_TRUSTED_PROXIES: '0.0.0.0/0' }, 'PAO_API_TRUSTED_PROXIES lets'],
    [{ PAO_LOG_LEVEL: 'silent' }, 'PAO_LOG_LEVEL is silent'],
    [{ PAO_OUTBOUND_PROXY: `http://me:${good}@proxy.acme.io:3128` }, 'PAO_OUTBOUND_PROXY sends'],
    [{ PAO_CATALOG: 'http://git.acme.io/catalog.git' }, 'PAO_CATALOG fetches'],
    [{ PAO_CATALOG: `https://me:${good}@git.acme.io/c.git` }, 'PAO_CATALOG holds a password'],
    [
      { PAO_GITHUB_WEBHOOK_SECRET_REF: 'HOOK', PAO_SECRET_HOOK: 'short' },
      'PAO_GITHUB_WEBHOOK_SECRET_REF names',
    ],
    [{ PAO_VAULT_URL: 'http://vault.acme.io' }, 'PAO_VAULT_URL speaks with'],
    [{ PAO_AUDIT_RETENTION_DAYS: '7' }, 'PAO_AUDIT_RETENTION_DAYS drops'],
    [{ PAO_DATA_DIR: '/tmp/pao' }, 'PAO_DATA_DIR lies'],
    [{ NODE_OPTIONS: '--inspect=0.0.0.0:9229' }, 'NODE_OPTIONS opens a debugger'],
    [{ NODE_OPTIONS: '--insecure-http-parser' }, 'NODE_OPTIONS has HTTP read'],
    [{ NODE_OPTIONS: '--tls-min-v1.0' }, 'NODE_OPTIONS allows TLS'],
    [{ NODE_DEBUG: 'http,tls' }, 'NODE_DEBUG writes'],
  ])('is refused with %j', (change: Readonly<Record<string, string>>, sentence) => {
    const sentences = told(change)

    expect(sentences).toHaveLength(1)
    expect(sentences[0]).toContain(sentence)
    const secrets = Object.entries(change)
      .filter(([name]) => /KEY$|URL$|^PAO_SECRET_|PROXY$/.test(name))
      .map(([, value]) => value)
    expect(secrets.filter((value) => sentences[0]?.includes(value))).toEqual([])
  })

  it('wants to know its address where it lets others in', () => {
    expect(
      told({ PAO_PUBLIC_URL: '' }).map((sentence) => sentence.split(' ', 3).join(' ')),
    ).toEqual(['PAO_PUBLIC_URL is http,', 'PAO_PUBLIC_URL is not'])
  })

  it('takes a database of the same network of containers without TLS', () => {
    expect(told({ PAO_DATABASE_URL: 'postgres://pao:x@postgres:5432/pao' })).toEqual([])
  })

  it('tells every one of them at once', () => {
    expect(told({ PAO_LOG_LEVEL: 'silent', PAO_API_RATE_PER_MINUTE: '0' })).toHaveLength(2)
  })

  it.each([
    { PAO_DEMO: 'on' },
    { PAO_HOST: '127.0.0.1', PAO_PUBLIC_URL: '' },
    { PAO_PUBLIC_URL: 'http://localhost:8080' },
  ])('goes on with %j', (change) => {
    expect(told({ PAO_LOG_LEVEL: 'silent', PAO_API_RATE_PER_MINUTE: '0', ...change })).toEqual([])
  })

  it('knows more than twenty', () => {
    expect(weaknesses.length).toBeGreaterThanOrEqual(28)
  })
})
