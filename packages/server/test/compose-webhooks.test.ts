import { expect, it } from 'vitest'
import { webhookCalls } from '../src/compose-webhooks.ts'

function start(githubSecret?: string) {
  const seen = new Set<string>()
  const told = { hints: 0, connections: [] as (string | undefined)[] }
  const calls = webhookCalls({
    keep: async (source, { id, connection }) => {
      told.connections.push(connection)
      const duplicate = seen.has(`${source} ${id}`)
      seen.add(`${source} ${id}`)
      return !duplicate
    },
    work: async () => undefined,
    log: { warn: () => undefined },
    hint: () => void (told.hints += 1),
    signersOf: (type) => [{ tenant: 'default', secret: `secret of ${type}`, connection: 'main' }],
    catalogSecrets: () =>
      githubSecret === undefined ? [] : [{ tenant: 'default', secret: githubSecret }],
  })
  return { calls, told }
}

it('looks at the catalog once for a delivery of GitHub, however often it comes', async () => {
  const { calls, told } = start()
  const delivery = { tenant: 'default', id: 'd-1', body: {} }

  const isNew = [await calls.receive('github', delivery), await calls.receive('github', delivery)]

  expect([isNew, told.hints]).toEqual([[true, false], 1])
})

it('keeps which connection a delivery of Jira is of, and leaves the catalog alone', async () => {
  const { calls, told } = start()

  await calls.receive('jira', { tenant: 'default', id: 'd-1', body: {}, connection: 'main' })

  expect(told).toEqual({ hints: 0, connections: ['main'] })
})

it('leaves the catalog alone for news of a workflow run', async () => {
  const { calls, told } = start()

  await calls.receive('github', { tenant: 'default', id: 'd-1', event: 'workflow_run', body: {} })

  expect(told.hints).toBe(0)
})

it('takes deliveries of GitHub by the secret of the catalog and by those of connections', () => {
  const ofConnection = { tenant: 'default', secret: 'secret of github', connection: 'main' }

  const signers = [start(), start('of the catalog')].map(({ calls }) => calls.signers('github'))

  expect(signers[0]).toEqual([ofConnection])
  expect(signers[1]).toEqual([{ tenant: 'default', secret: 'of the catalog' }, ofConnection])
})

it('works off a few at once and leaves the rest of a flood to the sweep', async () => {
  const gate = Promise.withResolvers<void>()
  let [kept, begun] = [0, 0]
  const calls = webhookCalls({
    keep: async () => {
      kept += 1
      return true
    },
    work: () => {
      begun += 1
      return gate.promise
    },
    hint: () => undefined,
    log: { warn: () => undefined },
    signersOf: () => [],
    catalogSecrets: () => [],
  })

  const answers = await Promise.all(
    Array.from({ length: 1_000 }, (_, n) =>
      calls.receive('generic', { tenant: 'default', id: `d-${n}`, body: {} }),
    ),
  )
  const meanwhile = [kept, begun]
  gate.resolve()

  expect(answers.every(Boolean)).toBe(true)
  expect(meanwhile).toEqual([1_000, 8])
})
