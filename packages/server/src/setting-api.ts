import { bad, list, type Parsed, type Setting, whole } from './setting-kinds.ts'

/** Addresses and CIDRs of proxies. */
function proxies(text: string): Parsed<readonly string[]> {
  const named = list(text)
  if (!named.ok) return named
  const wrong = named.value.find((place) => !isRange(place))
  return wrong === undefined
    ? named
    : bad(`must list addresses and CIDRs as in 10.0.0.0/8, not "${wrong}"`)
}

function isRange(place: string): boolean {
  const [address = '', bits, ...more] = place.split('/')
  const most = addressBits(address)
  if (most === undefined || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most)
}

/** 32 or 128, as the parser of URLs reads it; undefined = it is no address. */
function addressBits(address: string): number | undefined {
  if (address.includes(':')) return URL.canParse(`http://[${address}]/`) ? 128 : undefined
  const isPlain = /^[\d.]+$/.test(address) && URL.canParse(`http://${address}/`)
  return isPlain && new URL(`http://${address}/`).hostname === address ? 32 : undefined
}

/** Settings of who may call how often; part of the table in config.ts. */
export const apiSettings = {
  PAO_API_RATE_PER_MINUTE: {
    sentence: 'Calls a minute one caller may make; 0 switches the limit off.',
    fallback: '6000',
    parse: whole(0, 10_000_000),
  },
  PAO_API_TENANT_RATE_PER_MINUTE: {
    sentence:
      'Calls a minute all callers of one tenant may make together; 0 switches the limit off.',
    fallback: undefined,
    shown: 'ten times PAO_API_RATE_PER_MINUTE',
    parse: whole(0, 100_000_000),
  },
  PAO_API_CONCURRENCY: {
    sentence:
      'Calls one process works on at once, besides streams, health and what is answered from memory; 0 switches the limit off.',
    fallback: '128',
    parse: whole(0, 100_000),
  },
  PAO_API_QUEUE: {
    sentence:
      'Calls that may wait for their turn, tenant by tenant, for 1.5 s at most; what is more, or would wait for over a second as fast as places get free, gets 503 with Retry-After.',
    fallback: '2000',
    parse: whole(0, 1_000_000),
  },
  PAO_API_TRUSTED_PROXIES: {
    sentence:
      'Addresses and CIDRs, comma separated, of proxies whose X-Forwarded-For says where a call comes from; of all others it is ignored.',
    fallback: '',
    parse: proxies,
  },
} as const satisfies Record<string, Setting<unknown>>
