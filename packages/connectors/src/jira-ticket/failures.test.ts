import { createHash } from 'node:crypto'
import { startFakeJira } from '@pao/fakes'
import { describe, expect, it } from 'vitest'
import { exerciseConnector, testContext } from '../../contract/index.ts'
import { memoOf, useJira } from '../../contract/jira-site.ts'
import { type Http, TransportFailure } from '../kit/context.ts'
import type { Outcome } from '../kit/outcome.ts'
import type { JiraTicketConfig } from './config.ts'
import { jiraTicket } from './connector.ts'

const config: JiraTicketConfig = {
  ticket: { project: 'DATA', summary_template: 'Provision orders' },
}

describe('on Data Center', () => {
  exerciseConnector(jiraTicket, {
    config,
    carriesKey: ({ body }, key) =>
      String(body ?? '').includes(createHash('sha256').update(key).digest('hex').slice(0, 20)),
    async remote() {
      const jira = await startFakeJira({ port: 0 })
      const { token } = jira.credentials
      const settings = { url: jira.url, flavor: 'dc' }
      return {
        config,
        options: { connections: [{ name: 'dc', type: 'jira', settings, secrets: { token } }] },
        fail(status, retryAfter) {
          const failure = { status, times: 9, ...(retryAfter !== undefined && { retryAfter }) }
          jira.switches.failures = [failure]
        },
        effects: () => jira.issues().length,
        [Symbol.asyncDispose]: () => jira[Symbol.asyncDispose](),
      }
    },
  })
})

describe.each(['cloud', 'dc'] as const)(
  'one ticket on %s, whatever happens to its create',
  (flavor) => {
    const { jira, context, execute, polled } = useJira(flavor)

    /** Goes on as the engine does, until the action watches its ticket or has failed for good. */
    async function settled(first: Outcome): Promise<Outcome> {
      let outcome = first
      for (let step = 0; step < 30 && memoOf(outcome)['phase'] !== 'watching'; step += 1)
        outcome =
          outcome.kind === 'failed'
            ? await execute(config, { attempt: 2, maybeDone: outcome.made !== 'no' })
            : await polled(outcome, config)
      return outcome
    }

    it.each([
      ['takes effect and its answer is lost', { dropAfterEffect: 1 }],
      ['takes effect and is answered with 500', { spoilAfterEffect: [{ status: 500, times: 1 }] }],
      ['takes effect and is answered with 502', { spoilAfterEffect: [{ status: 502, times: 1 }] }],
      [
        'takes effect and is answered with a page',
        { spoilAfterEffect: [{ status: 201, times: 1 }] },
      ],
      ['is throttled', { failures: [{ status: 429, times: 1, path: '/issue', method: 'POST' }] }],
      [
        'finds the site away',
        { failures: [{ status: 503, times: 2, path: '/issue', method: 'POST' }] },
      ],
      [
        'is answered with 500 and does nothing',
        { failures: [{ status: 500, times: 1, path: '/issue', method: 'POST' }] },
      ],
    ])('that %s', async (_how, trouble) => {
      Object.assign(jira().switches, trouble)

      const outcome = await settled(await execute(config))

      expect(outcome).toMatchObject({ kind: 'waiting', key: 'jira:main:DATA-1' })
      expect(jira().issues()).toHaveLength(1)
    })

    it('that takes longer than it may', async () => {
      const real = testContext().http
      const impatient: Http = {
        async send(call) {
          const answer = await real.send(call)
          if (!call.url.endsWith('/issue')) return answer
          throw new TransportFailure('timeout', 'late', { sent: true })
        },
      }

      const outcome = await settled(await execute(config, { http: impatient }))

      expect(outcome).toMatchObject({ kind: 'waiting', key: 'jira:main:DATA-1' })
      expect(jira().issues()).toHaveLength(1)
    })

    it.each([
      ['is let go', new TransportFailure('aborted', 'cancelled', { sent: false }), 'waiting'],
      ['may go no further', new TransportFailure('egress_denied', 'no', { sent: false }), 'failed'],
    ])('that %s right after, and is not forgotten', async (_how, failure, kind) => {
      const real = testContext().http
      let isMade = false
      const short: Http = {
        async send(call) {
          if (isMade) throw failure
          isMade = call.method === 'POST' && call.url.endsWith('/issue')
          return real.send(call)
        },
      }
      const linked = { ...config, issue_links: [{ link_type: 'Relates', outward_issue: 'DATA-9' }] }

      const outcome = await execute(linked, { http: short })

      expect(jira().issues()).toHaveLength(1)
      expect(outcome).toMatchObject(
        kind === 'waiting'
          ? { kind, memo: { phase: 'made', key: 'DATA-1' } }
          : { kind, made: 'maybe' },
      )
    })

    it('that never reaches the site', async () => {
      const nobody: Http = {
        send: () => Promise.reject(new TransportFailure('connection', 'refused', { sent: false })),
      }

      const first = await execute(config, { http: nobody })
      const outcome = await settled(first)

      expect(first).toMatchObject({ kind: 'failed', made: 'no' })
      expect(outcome).toMatchObject({ kind: 'waiting', key: 'jira:main:DATA-1' })
      expect(jira().issues()).toHaveLength(1)
    })

    it('shows its token nowhere, also where all goes wrong', async () => {
      const { token } = jira().credentials
      const here = context()
      jira().switches.failures = [
        { status: 401, times: 1 },
        { status: 400, times: 1 },
      ]

      const said = [
        await execute(config),
        await execute(config),
        await execute(config, { http: here.http }),
      ]

      expect(JSON.stringify([said, here.lines])).not.toContain(token)
    })
  },
)
