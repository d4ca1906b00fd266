import { describe, expect, it } from 'vitest'
import { testContext } from '../../contract/index.ts'
import {
  changes,
  failure,
  lines,
  machine,
  type Script,
  ui,
} from '../../contract/terraform-machine.ts'
import type { Observed } from '../kit/observed.ts'
import type { TerraformConfig } from './config.ts'
import { terraform } from './connector.ts'

const config: TerraformConfig = {
  source: { type: 'git', location: 'https://git.example.com/modules/app.git', ref: 'v1' },
  hooks: { pre_init: ['login'], pre_plan: ['login'], post_plan: ['note'], post_apply: ['note'] },
}
const none = { code: 0, stdout: lines(ui) }
const some = { code: 2, stdout: lines(ui) }
const kept = { madeBy: '0199-request', changedBy: '0199-request', resources: 2 }

/** A plan that only refreshed, as `terraform show -json` writes it. */
const shown = (drift: readonly object[], standing = 1) => ({
  stdout: JSON.stringify({
    format_version: '1.2',
    resource_drift: drift,
    prior_state: {
      values: {
        root_module: {
          resources: [{ mode: 'data', address: 'data.x.y' }],
          child_modules: [
            { resources: Array.from({ length: standing }, () => ({ mode: 'managed' })) },
          ],
        },
      },
    },
  }),
})
const drifted = (change: object, address = 'aws_instance.web') => ({
  address,
  change: { actions: ['update'], ...change },
})

async function looked(
  script: Script,
  { more = {}, state = kept }: { more?: Partial<TerraformConfig>; state?: typeof kept | null } = {},
): Promise<{ found: Observed; at: ReturnType<typeof machine>; text: string; grants: unknown[] }> {
  const at = machine(script)
  const grants: unknown[] = []
  const context = testContext({
    process: at.process,
    states: {
      look: async () => state ?? undefined,
      grant: (name, only) => {
        grants.push(only)
        return { address: `http://pao.test/${name}`, username: 'u', password: 'p' }
      },
    },
  })
  const found = await terraform.observe!(context, { ...config, ...more }, { tf_revision: 'c0ffee' })
  return { found, at, grants, text: JSON.stringify([found, context.lines]) }
}

describe('a look at what Terraform made', () => {
  it('finds the world as the state says it, and locks, writes and applies nothing', async () => {
    const { found, at, grants } = await looked({ plan: none })

    expect(found).toEqual({ kind: 'in_sync' })
    expect(grants).toEqual(['read'])
    expect(at.verbs()).toEqual(['version', 'hook:login', 'init', 'hook:login', 'plan'])
    expect(at.runs.at(-1)?.args).toEqual(
      expect.arrayContaining(['-refresh-only', '-lock=false', '-detailed-exitcode']),
    )
    expect(at.open).toEqual([])
  })

  it('looks with the code of the commit it was made of', async () => {
    const { at } = await looked({ plan: none })

    expect(at.brought).toMatchObject([{ kind: 'git', ref: 'c0ffee' }])
  })

  it('tells each value that somebody changed, down to where it stands', async () => {
    const change = {
      before: { size: 3, tags: { Name: 'web', team: 'a' }, ports: [80, 443] },
      after: { size: 4, tags: { Name: 'web' }, ports: [80, 8443] },
    }

    const { found } = await looked({ plan: some, show: shown([drifted(change)]) })

    expect(found).toEqual({
      kind: 'drifted',
      differences: [
        { path: 'aws_instance.web.ports[1]', expected: 443, found: 8443 },
        { path: 'aws_instance.web.size', expected: 3, found: 4 },
        { path: 'aws_instance.web.tags.team', expected: 'a' },
      ],
    })
  })

  it('tells that a value changed that is sensitive on either side, and not what it is', async () => {
    const change = {
      before: { password: 'canary-1', nested: { key: 'canary-2' }, list: ['canary-3'] },
      after: { password: 'canary-4', nested: null, list: 'canary-5' },
      before_sensitive: { password: true, nested: { key: true } },
      after_sensitive: { list: true },
    }

    const { found, text } = await looked({ plan: some, show: shown([drifted(change)]) })

    expect(text).not.toContain('canary')
    expect(found).toMatchObject({
      differences: [
        { path: 'aws_instance.web.list', expected: '***', found: '***' },
        { path: 'aws_instance.web.nested', expected: '***' },
        { path: 'aws_instance.web.password', expected: '***', found: '***' },
      ],
    })
  })

  it('tells one that is gone among others, and when all are gone', async () => {
    const gone = { address: 'aws_instance.web', change: { actions: ['delete'], before: {} } }

    const [one, all] = [
      await looked({ plan: some, show: shown([gone], 1) }),
      await looked({ plan: some, show: shown([gone], 0) }),
    ]

    expect(one.found).toEqual({
      kind: 'drifted',
      differences: [{ path: 'aws_instance.web', expected: 'present' }],
    })
    expect(all.found).toEqual({ kind: 'missing' })
  })

  it.each([
    ['that nobody ever wrote', null],
    ['that is empty', { ...kept, resources: 0 }],
  ])('starts no program for a state %s', async (_what, state) => {
    const { found, at } = await looked({}, { state })

    expect(found).toEqual({ kind: 'missing' })
    expect(at.runs).toEqual([])
  })

  it('makes no workspace: one that is not there any more is missing', async () => {
    const { found, at } = await looked(
      { workspace: { code: 1, stderr: 'Workspace "app" doesn\'t exist.' } },
      { more: { workspace: { name: 'app' }, backend: { type: 's3' } } },
    )

    expect(found).toEqual({ kind: 'missing' })
    expect(at.runs.flatMap(({ args }) => args)).not.toContain('-or-create=true')
  })

  it.each([
    [{ execution: { plan_only: true } }],
    [{ execution: { destroy: true } }],
    [{ runner: 'hcp' as const }],
  ])('is not taken with %o', async (more) => {
    const { found, at } = await looked({}, { more })

    expect(found).toEqual({ kind: 'blind' })
    expect(at.runs).toEqual([])
  })

  it.each([
    ['a provider that is away', failure('connection refused'), true],
    ['credentials that are refused', failure('403 Forbidden'), false],
    ['a machine that stops', 'aborted' as const, true],
  ])('takes %s for no word on the thing', async (_what, plan, retryable) => {
    const { found } = await looked({ plan })

    expect(found).toMatchObject({ kind: 'failed', retryable, made: 'no' })
  })

  it('takes a plan it cannot read for no word on the thing', async () => {
    const { found } = await looked({ plan: changes(1), show: { stdout: '{"resource_drift":7}' } })

    expect(found).toMatchObject({ kind: 'failed', code: 'terraform.plan_failed' })
  })
})
