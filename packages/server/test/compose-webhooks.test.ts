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
    signersOf: (type) => [{ secret: `secret of ${type}`, connection: 'main' }],
    githubSecret: () => githubSecret,
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
  const ofConnection = { secret: 'secret of github', connection: 'main' }

  const signers = [start(), start('of the catalog')].map(({ calls }) => calls.signers('github'))

  expect(signers[0]).toEqual([ofConnection])
  expect(signers[1]).toEqual([{ secret: 'of the catalog' }, ofConnection])
})
