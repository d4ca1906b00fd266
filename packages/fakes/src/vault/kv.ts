import type { Call, Reply } from '../kit/server.ts'
import { envelope, errors, type VaultCall } from './envelope.ts'
import type { Data, VaultEffect, VaultState, Version } from './state.ts'

/** KV v2 at the mount `secret`. */
export function answerKv(state: VaultState, vaultCall: VaultCall): Reply {
  const { kind, path, call } = vaultCall
  if (kind === 'data' && call.method === 'GET') return read(state, path, call)
  if (kind === 'data' && call.method === 'POST') return write(state, path, vaultCall.body)
  if (kind === 'data') return latestDeleted(state, path)
  return onVersions(state, vaultCall)
}

const absent = errors(404)

function metadataOf({ created, deleted, destroyed }: Version, version: number) {
  return {
    created_time: created,
    custom_metadata: null,
    deletion_time: deleted,
    destroyed,
    version,
  }
}

/** A deleted version answers 404, but with its metadata. */
function read({ secrets }: VaultState, path: string, call: Call): Reply {
  const versions = secrets.get(path) ?? []
  const wanted = Number(call.query.get('version') ?? 0)
  const number = wanted === 0 ? versions.length : wanted
  const found = versions[number - 1]
  if (!found) return absent
  const isLive = found.deleted === '' && !found.destroyed
  const data = { data: isLive ? found.data : null, metadata: metadataOf(found, number) }
  return { status: isLive ? 200 : 404, body: envelope(data) }
}

type WriteBody = { data: Data; options?: { cas?: number } }

function write(state: VaultState, path: string, body: unknown): Reply {
  const { data, options = {} } = body as WriteBody
  const version = (state.secrets.get(path)?.length ?? 0) + 1
  if (options.cas !== undefined && options.cas !== version - 1)
    return errors(400, 'check-and-set parameter did not match the current version')
  note(state, { kind: 'write', path, version }, data)
  const made = state.secrets.get(path)?.[version - 1]
  return made ? { status: 200, body: envelope(metadataOf(made, version)) } : absent
}

function latestDeleted(state: VaultState, path: string): Reply {
  const version = state.secrets.get(path)?.length ?? 0
  if (version > 0) remove(state, path, version)
  return { status: 204 }
}

function onVersions(state: VaultState, { kind, path, body }: VaultCall): Reply {
  const { versions } = body as { versions: number[] }
  if (!state.secrets.has(path)) return absent
  for (const version of versions) {
    const found = state.secrets.get(path)?.[version - 1]
    if (!found) continue
    if (kind === 'delete') remove(state, path, version)
    if (kind === 'undelete' && found.deleted !== '' && !found.destroyed)
      note(state, { kind: 'undelete', path, version })
    if (kind === 'destroy' && !found.destroyed) note(state, { kind: 'destroy', path, version })
  }
  return { status: 204 }
}

function remove(state: VaultState, path: string, version: number): void {
  const found = state.secrets.get(path)?.[version - 1]
  if (found?.deleted === '' && !found.destroyed) note(state, { kind: 'delete', path, version })
}

function note(state: VaultState, effect: Omit<VaultEffect, 'at'>, data?: Data): void {
  const at = new Date().toISOString()
  state.append({ effect: { at, ...effect }, ...(data && { data }) })
}
