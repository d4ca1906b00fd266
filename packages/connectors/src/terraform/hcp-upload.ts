import { type Static, Type } from 'typebox'
import { failedTransport } from '../kit/answers.ts'
import { Ended, stop } from '../kit/ended.ts'
import { withMade } from '../kit/outcome.ts'
import { WorkFailure } from '../kit/process.ts'
import { permanent, targetOf } from '../kit/target.ts'
import { bringFiles } from './code.ts'
import type { TerraformConfig } from './config.ts'
import { get, refused, type Remote, type Resource, resourceOf } from './hcp-remote.ts'
import { failedWork } from './place.ts'

/** What a wait for code that was handed over remembers; its address is a secret and is not kept. */
export const Uploading = Type.Object({ version: Type.String(), looks: Type.Number() })
export type Uploading = Static<typeof Uploading>

/** Milliseconds between looks whether HCP has taken the code in. */
const lookMs = 2_000
/** Looks until it is given up, two minutes. */
const mostLooks = 60

/** Whether the item brings code of its own, which a workspace with a repository does not take. */
export function bringsCode({ source }: TerraformConfig, workspace: Resource): boolean {
  if (source === undefined) return false
  const repository = workspace.attributes['vcs-repo']
  if (repository === undefined || repository === null) return true
  throw stop(
    'terraform.not_with_hcp',
    'The workspace is connected to a repository of its own; leave out source',
  )
}

/**
 * Hands the code over as a configuration version (HCP Terraform API, "Configuration Versions") that queues no run by
 * itself; the run names it once it is taken in.
 */
export async function upload(
  remote: Remote,
  config: TerraformConfig,
  workspace: string,
): Promise<Uploading> {
  const bytes = await packed(remote, config)
  const answer = await remote.send('POST', `/workspaces/${workspace}/configuration-versions`, {
    data: {
      type: 'configuration-versions',
      attributes: { 'auto-queue-runs': false, speculative: false },
    },
  })
  if (answer.status !== 201) throw refused(remote, answer, 'no')
  const version = resourceOf(answer)
  await put(remote, textOf(version.attributes['upload-url']), bytes)
  return { version: version.id, looks: 0 }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

async function packed({ context }: Remote, config: TerraformConfig): Promise<Uint8Array> {
  const { source } = config
  if (source === undefined) throw stop('terraform.source_missing', 'config.source is missing')
  try {
    const place = await context.process.open()
    try {
      const { folder, revision } = await bringFiles({ ...config, source }, place, context)
      const bytes = await place.pack(folder)
      const from = revision === undefined ? '' : ` of commit ${revision}`
      context.log(`hands over ${bytes.length} bytes of code${from}`)
      return bytes
    } finally {
      await place[Symbol.asyncDispose]()
    }
  } catch (error) {
    throw error instanceof WorkFailure ? new Ended(failedWork(error, 'no')) : error
  }
}

/** The address opens the upload by itself: no token goes there, and no message names it. */
async function put({ context }: Remote, address: string, body: Uint8Array): Promise<void> {
  const target = targetOf(address)
  if (!target.ok) throw new Ended(withMade(target.outcome, 'no'))
  try {
    const answer = await context.http.send({
      method: 'PUT',
      url: target.url.href,
      headers: { 'content-type': 'application/octet-stream' },
      body,
      signal: context.signal,
    })
    context.log(`the code was answered with ${answer.status}`)
    if (answer.status === 200 || answer.status === 201 || answer.status === 204) return
    throw new Ended(uploadFailed(`was answered with ${answer.status}`, answer.status >= 500))
  } catch (error) {
    // Code without a run makes nothing.
    throw error instanceof Ended ? error : new Ended(withMade(failedTransport(error), 'no'))
  }
}

function uploadFailed(why: string, retryable: boolean) {
  const failure = permanent('terraform.upload_failed', `The code ${why}`)
  return withMade(
    failure.kind === 'failed' && retryable ? { ...failure, retryable, class: '5xx' } : failure,
    'no',
  )
}

/** Whether HCP has taken the code in; the memo to look again with, where it has not yet. */
export async function takenIn(
  remote: Remote,
  { version, looks }: Uploading,
): Promise<{ done: true } | { done: false; memo: Uploading; until: number }> {
  const { attributes } = await get(remote, `/configuration-versions/${version}`)
  const { status } = attributes
  if (status === 'uploaded') return { done: true }
  if (status === 'errored') {
    const why = textOf(attributes['error-message'] ?? attributes['error']) || 'no reason is given'
    throw new Ended(uploadFailed(`was not taken in: ${why.slice(0, 300)}`, false))
  }
  if (looks >= mostLooks) throw new Ended(uploadFailed('was not taken in in time', true))
  const until = remote.context.now + lookMs
  return { done: false, memo: { version, looks: looks + 1 }, until }
}
