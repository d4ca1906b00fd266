import { connectors } from '@pao/connectors'
import { closing } from '@pao/connectors/contract'
import { startFakeHcp } from '@pao/fakes'
import { expect, it, vi } from 'vitest'
import { parseEgress } from '#outbound/egress.ts'
import { createMail } from '#outbound/mail.ts'
import { receive } from '../src/requests/inbound.ts'
import { submit } from '../src/requests/submit.ts'
import { everyRow, everyWord, openSite, own, pin, rested } from './canary-world.ts'
import { mailServer, own as certificate } from './mail-server.ts'
import { itemOf, olga, orderOf, type Setting, type World } from './requests-world.ts'
import { configOf, hasTerraform, openTerraformWorld } from './terraform-world.ts'

// Real programs and servers take part, which takes long on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

const password = 'canary-of-the-mail-server-7701'
const output = 'canary-of-an-output-7702'

/** A world with one item, and everything that it keeps, tells and logs after one order of it. */
async function told(
  item: object,
  more: Partial<Setting>,
  follow: (world: World, id: string) => Promise<unknown>,
) {
  const action = { id: 'make', retry: { enabled: false }, ...item } as Parameters<
    typeof itemOf
  >[1][number]
  const items = [itemOf('one', [action], { fields: [pin] })]
  const { world, lines } = await openSite([], { items, ...more })
  await world.replica()
  const { id } = await submit(world.requests, olga, orderOf('one', { fields: { pin: own.field } }))
  await follow(world, id)
  const state = await rested(world, id)
  const words = await everyWord(world, id, 'one')
  return { state, kept: [await everyRow(world), words, lines.join('\n')].join('\n'), words }
}

const seenIn = (text: string, ...secrets: string[]) =>
  secrets.filter((secret) =>
    [
      secret,
      Buffer.from(secret).toString('base64'),
      Buffer.from(`\0pao\0${secret}`).toString('base64'),
    ].some((form) => text.includes(form)),
  )

it.each([
  ['takes it', {}, 'succeeded'],
  [
    'refuses it and repeats it',
    {
      AUTH: `535 5.7.8 ${password} ${Buffer.from(`\0pao\0${password}`).toString('base64')} is wrong\r\n`,
    },
    'failed',
  ],
])(
  'the password of a mail server is seen nowhere where the server %s',
  async (_how, script, end) => {
    const { port, heard } = await mailServer(script)
    const egress = parseEgress([`127.0.0.1:${port}`])
    if (!egress.ok) throw new Error('bad list')
    const door = createMail({
      egress: egress.value,
      timeoutMs: 5_000,
      resolve: async () => ['127.0.0.1'],
      authorities: certificate.cert,
    })
    const office = {
      name: 'office',
      type: 'smtp',
      settings: { host: 'mail.test', port, from: 'pao@example.test', user: 'pao' },
      secrets: { password },
    }
    const config = {
      channel: 'email',
      to: ['ann@example.test'],
      subject: 'Ready',
      message: '{{fields.pin}}',
    }

    const { state, kept } = await told(
      { type: 'notification', config },
      { outside: { mail: door, connection: () => office } },
      rested,
    )

    expect(state).toBe(end)
    expect(heard.some((line) => seenIn(line, password).length > 0)).toBe(true)
    expect(seenIn(kept, password, own.field)).toEqual([])
  },
)

it('no token, value or output of a run in HCP Terraform is seen anywhere', async () => {
  const hcp = closing(
    await startFakeHcp({
      port: 0,
      outputs: [
        { name: 'password', value: output, sensitive: true },
        { name: 'address', value: `db.example.com?key=${own.inBody}`, sensitive: false },
      ],
    }),
  )
  const config = {
    runner: 'hcp',
    workspace: { name: 'app' },
    execution: { auto_approve: true },
    variables: { key: '{{secrets.BODY}}', pin: '{{fields.pin}}' },
    sensitive_variables: ['key', 'pin'],
  }
  const main = {
    name: 'main',
    type: 'terraform',
    settings: { url: hcp.url, organization: hcp.organization },
    secrets: { token: hcp.tokens.team },
  }

  const { state, kept, words } = await told(
    { type: 'terraform', config },
    { outside: { connection: () => main } },
    async (world, id) => {
      await rested(world, id)
      for (let news = 0; news < 12; news += 1) {
        const [run] = hcp.runs()
        const body = { run_id: run?.id, notifications: [{ trigger: 'run:completed' }] }
        await receive(world.requests, 'terraform', { tenant: 'default', id: `news-${news}`, body })
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      await world.until(id, 'request_completed', 60_000)
    },
  )

  expect(state).toBe('succeeded')
  expect(hcp.variables().map(({ attributes }) => attributes['value'])).toEqual([
    own.inBody,
    own.field,
  ])
  expect(words).toContain('"password":"***"')
  expect(seenIn(kept, hcp.tokens.team, output, own.inBody, own.field)).toEqual([])
})

it.runIf(hasTerraform)(
  'no value, output or state of a run beside the worker is seen anywhere',
  async () => {
    const terraform = await openTerraformWorld()
    try {
      const config = configOf({
        variables: { application: 'orders', environment: 'dev', signing_key: '{{secrets.BODY}}' },
      })

      const { state, kept, words } = await told(
        { type: 'terraform', config },
        { tools: terraform.tools, connectors: [...connectors.values()] },
        (world, id) => world.until(id, 'request_completed', 60_000),
      )

      expect(state).toBe('succeeded')
      expect(words).toContain('"signing_key":"***"')
      expect(seenIn(kept, own.inBody, own.field)).toEqual([])
    } finally {
      await terraform.close()
    }
  },
  90_000,
)
