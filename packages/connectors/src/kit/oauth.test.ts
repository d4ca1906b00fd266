import { expect, it } from 'vitest'
import { noon, testContext } from '../../contract/index.ts'
import { callAs } from './call.ts'
import { type Answer, type HttpCall, TransportFailure } from './context.ts'

let count = 0

function answer(status: number, body: unknown): Answer {
  const text = JSON.stringify(body)
  const bytes = () => Buffer.from(text)
  return { status, url: '', headers: new Headers(), text: () => text, bytes, json: () => body }
}

/** A token endpoint nobody has asked yet and an API behind it that takes only the newest token. */
function guarded(
  more: {
    expires_in?: number
    token_type?: string
    status?: number
    /** Whatever it gives, the API refuses. */
    deaf?: true
  } = {},
) {
  const tokenUrl = `https://id-${(count += 1)}.example.com/token`
  const asked: HttpCall[] = []
  const state = { given: 0, valid: 0, calls: 0 }
  const http = {
    async send(call: HttpCall): Promise<Answer> {
      await Promise.resolve()
      if (call.signal.aborted) throw new TransportFailure('aborted', 'off', { sent: false })
      if (call.url === tokenUrl) {
        asked.push(call)
        const { status = 200, expires_in = 300, token_type = 'Bearer' } = more
        state.valid = state.given += 1
        return answer(status, { access_token: `t${state.given}`, expires_in, token_type })
      }
      state.calls += 1
      const isValid =
        more.deaf !== true && call.headers?.['authorization'] === `Bearer t${state.valid}`
      return answer(isValid ? 200 : 401, {})
    },
  }
  const call = (given: { now?: number; signal?: AbortSignal; extra?: object } = {}) =>
    callAs(testContext({ http, secrets: { S: 'pa ss' }, ...given }), {
      method: 'GET',
      url: new URL('https://api.example.com/'),
      preset: {},
      authentication: {
        type: 'oauth2',
        credentials: {
          client_id: 'p&o',
          client_secret_ref: 'S',
          token_url: tokenUrl,
          ...given.extra,
        },
      },
    })
  const statusOf = async (...given: Parameters<typeof call>) => {
    const got = await call(...given)
    return 'outcome' in got ? got.outcome : got.status
  }
  return { asked, state, statusOf }
}

it('uses one token for many calls, and another when it is about to end', async () => {
  const { asked, statusOf } = guarded({ expires_in: 300 })

  const statuses = [
    await statusOf(),
    await statusOf({ now: noon + 239_000 }),
    await statusOf({ now: noon + 241_000 }),
  ]

  expect(statuses).toEqual([200, 200, 200])
  expect(asked).toHaveLength(2)
})

it('uses a token that lives for seconds more than once', async () => {
  const { asked, statusOf } = guarded({ expires_in: 20 })

  await statusOf()
  await statusOf({ now: noon + 9_000 })

  expect(asked).toHaveLength(1)
})

it('asks once for many that start together', async () => {
  const { asked, statusOf } = guarded()

  const statuses = await Promise.all(Array.from({ length: 20 }, () => statusOf()))

  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(asked).toHaveLength(1)
})

it('is not failed by another whose asking was called off', async () => {
  const { statusOf } = guarded()

  const [first, second] = await Promise.all([statusOf({ signal: AbortSignal.abort() }), statusOf()])

  expect([first, second]).toMatchObject([{ kind: 'failed', class: 'cancelled' }, 200])
})

it('renews a token that is refused, once, and calls again', async () => {
  const { asked, state, statusOf } = guarded()
  await statusOf()
  state.valid = 0

  const status = await statusOf()

  expect(status).toBe(200)
  expect([asked.length, state.calls]).toEqual([2, 3])
})

it('gives up when the new token is refused too', async () => {
  const { state, statusOf } = guarded({ token_type: 'bearer', deaf: true })

  const status = await statusOf()

  expect([status, state.given, state.calls]).toEqual([401, 2, 2])
})

it('asks once when the same token is refused to many', async () => {
  const { asked, state, statusOf } = guarded()
  await statusOf()
  state.valid = 0

  const statuses = await Promise.all(Array.from({ length: 8 }, () => statusOf()))

  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(asked).toHaveLength(2)
})

it('shows the client in the header, each part encoded, or in the body', async () => {
  const [inHeader, inBody] = [guarded(), guarded()]

  await inHeader.statusOf({ extra: { scope: 'a b', audience: 'api', resource: 'urn:x' } })
  await inBody.statusOf({ extra: { client_auth: 'body' } })

  expect(inHeader.asked[0]).toMatchObject({
    headers: { authorization: `Basic ${btoa('p%26o:pa%20ss')}` },
    body: 'grant_type=client_credentials&scope=a+b&audience=api&resource=urn%3Ax',
  })
  expect(inBody.asked[0]?.headers).not.toHaveProperty('authorization')
  expect(inBody.asked[0]?.body).toBe(
    'grant_type=client_credentials&client_id=p%26o&client_secret=pa+ss',
  )
})

it.each([
  [{ status: 401 }, { code: 'oauth2.http_401', retryable: false }],
  [{ status: 503 }, { code: 'oauth2.http_503', retryable: true }],
  [{ token_type: 'mac' }, { code: 'oauth2.answer_invalid', retryable: false }],
])('with a token endpoint of %o it ends as %o', async (more, expected) => {
  const { statusOf } = guarded(more)

  const outcome = await statusOf()

  expect(outcome).toMatchObject({ kind: 'failed', ...expected })
})
