import { createHmac } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Call, listen } from '../kit/server.ts'
import { type FakeGithub, startFakeGithub } from './start.ts'

let github: FakeGithub
beforeEach(async () => {
  github = await startFakeGithub({ port: 0 })
})
afterEach(() => github[Symbol.asyncDispose]())

const workflow = '/repos/acme/infra/actions/workflows/provision.yaml'

async function ask(method: string, path: string, body?: unknown, token = github.token) {
  const response = await fetch(`${github.url}/api/v3${path}`, {
    method,
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
  return { status: response.status, body: json, headers: response.headers }
}
const start = (more: object = {}) =>
  ask('POST', `${workflow}/dispatches`, { ref: 'main', inputs: { name: 'orders' }, ...more })

describe('the GitHub stand-in refuses what GitHub refuses', () => {
  const many = Object.fromEntries(Array.from({ length: 26 }, (_, n) => [`i${n}`, 'x']))

  it.each([
    ['a key it does not know', { workflow: 'x' }, 'Invalid request'],
    ['an input that is no text', { inputs: { name: 7 } }, 'must be a string'],
    ['an input that is not declared', { inputs: { name: 'a', x: 'b' } }, 'Unexpected inputs'],
    ['an input left out', { inputs: {} }, "Required input 'name' not provided"],
    ['more than 25 inputs', { inputs: many }, 'Invalid request'],
    ['a branch that is not there', { ref: 'gone' }, 'No ref found for: gone'],
  ])('%s', async (_what, change, message) => {
    const { status, body } = await start(change)

    expect(status).toBe(422)
    expect(body['message']).toContain(message)
    expect(github.runs()).toEqual([])
  })

  it('a wrong token, a workflow that is not there, and a second cancel', async () => {
    await start()
    const [run] = github.runs()
    const path = `/repos/acme/infra/actions/runs/${run?.id}/cancel`

    const answers = [
      await ask('GET', `${workflow}/runs`, undefined, 'wrong'),
      await ask('GET', '/repos/acme/infra/actions/runs/1'),
      await ask('POST', path),
      await ask('POST', path),
    ]

    expect(answers.map(({ status }) => status)).toEqual([401, 404, 202, 409])
  })
})

describe('the GitHub stand-in answers as GitHub does', () => {
  it('names the run only where it is asked to', async () => {
    const [plain, named] = [await start(), await start({ return_run_details: true })]

    expect([plain.status, named.status]).toEqual([204, 200])
    expect(named.body['workflow_run_id']).toBe(github.runs()[1]?.id)
  })

  it('sends logs to another host, which takes the signed address and no token', async () => {
    await start()
    const [run] = github.runs()
    if (!run) throw new Error('no run')
    github.finish(run.id, { logs: { plan: 'done' } })
    const answer = await ask('GET', `/repos/acme/infra/actions/jobs/${run.jobs[0]?.id}/logs`)
    const location = answer.headers.get('location') ?? ''

    const bare = await fetch(location)
    const shown = await fetch(location, { headers: { authorization: 'Bearer x' } })

    expect(answer.status).toBe(302)
    expect(new URL(location).origin).toBe(github.storageUrl)
    expect([await bare.text(), shown.status]).toEqual(['done', 400])
  })

  it('tells its webhook, signed, and remembers its runs after a restart', async () => {
    const heard: Call[] = []
    const hook = await listen(
      (call) => {
        heard.push(call)
        return { status: 202 }
      },
      { port: 0 },
    )
    const dataFile = join(mkdtempSync(join(tmpdir(), 'fake-github-')), 'github.ndjson')
    await github[Symbol.asyncDispose]()
    const webhook = { url: hook.url, secret: 'hush' }
    github = await startFakeGithub({ port: 0, dataFile, webhook })

    await start()
    await expect.poll(() => heard.length).toBe(1)
    await github[Symbol.asyncDispose]()
    github = await startFakeGithub({ port: 0, dataFile })

    const [call] = heard
    const mac = createHmac('sha256', 'hush')
      .update(call?.raw ?? '')
      .digest('hex')
    expect(call?.headers).toMatchObject({
      'x-github-event': 'workflow_run',
      'x-hub-signature-256': `sha256=${mac}`,
    })
    expect(github.runs()).toHaveLength(1)
    await hook.close()
  })

  it('lets a person end a run on its page', async () => {
    await start()
    const [run] = github.runs()
    const page = `${github.url}/acme/infra/actions/runs/${run?.id}`

    const before = await (await fetch(page)).text()
    await fetch(`${page}/act`, {
      method: 'POST',
      body: new URLSearchParams({ do: 'success', outputs: '{"host":"db-1"}' }),
    })

    expect(before).toContain('Be its jobs')
    expect(github.runs()[0]).toMatchObject({
      conclusion: 'success',
      artifacts: [{ name: 'pao-outputs', files: { 'outputs.json': '{"host":"db-1"}' } }],
    })
  })
})
