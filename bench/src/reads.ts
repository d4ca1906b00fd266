import autocannon from 'autocannon'
import { median, show } from './measure.ts'
import { benchKey, startBare, startPao } from './processes.ts'

const seconds = 5
const rounds = 3
const authorization = `Bearer ${benchKey}`

/** Calls a second, the median of several rounds that alternate with the floor, so that noise hits both. */
async function ratesOf(urls: readonly string[]): Promise<number[]> {
  const found: number[][] = urls.map(() => [])
  for (let round = 0; round <= rounds; round += 1)
    for (const [at, url] of urls.entries()) {
      const result = await autocannon({
        url,
        connections: 50,
        duration: round === 0 ? 2 : seconds,
        headers: { authorization },
      })
      if (result.non2xx > 0)
        throw new Error(`${url} answered ${result.non2xx} times with something else`)
      if (round > 0) found[at]?.push(result.requests.average)
    }
  return found.map(median)
}

/** Catalog list and item over HTTP with an API key, 50 connections, beside a bare answer of the same bytes. */
export async function benchReads(): Promise<void> {
  const pao = await startPao({ PAO_ROLES: 'api' })
  try {
    for (const [name, path] of [
      ['catalog list', '/api/v1/catalog?limit=50'],
      ['one item', '/api/v1/catalog/items/database-postgresql-standard'],
    ] as const) {
      const answer = await fetch(`${pao.url}${path}`, { headers: { authorization } })
      const body = await answer.text()
      const bare = await startBare(body, {
        'content-type': answer.headers.get('content-type') ?? '',
        etag: answer.headers.get('etag') ?? '',
      })
      try {
        const [ours = 0, floor = 0] = await ratesOf([`${pao.url}${path}`, bare.url])
        show(`Catalog read: ${name}, ${body.length} bytes, 50 connections`, [
          {
            name,
            value: ours,
            unit: 'calls/s',
            floor: { name: 'a bare answer', value: floor },
            aim: '>= 70 %',
          },
        ])
      } finally {
        await bare.stop()
      }
    }
  } finally {
    await pao.stop()
  }
}
