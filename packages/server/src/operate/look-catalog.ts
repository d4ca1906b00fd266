import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { actionSchemas } from '@pao/connectors/schemas'
import { checkCatalog, type SourceFile } from '@pao/core/catalog'
import { checkPrices } from '@pao/core/governance'
import { openSource } from '#catalog/source-open.ts'
import type { OpenOutside } from '#compose-outside.ts'
import { secretNamesOf } from '#compose-secrets.ts'
import type { Config } from '#config.ts'
import { defaultTenant } from '#identity/principal.ts'
import { boundConnections } from '#outbound/teams.ts'
import type { DeclaredTenant } from '#tenancy/declared.ts'
import { bad, fine, type Finding, warn, wordsOf } from './finding.ts'

/** Longest one reading may take, in milliseconds. */
const readMs = 60_000

type Looking = { config: Config; outside: OpenOutside; now(): number }

/** A catalog to be looked at, and what to do where its place is wrong. */
type Place = {
  check: string
  tenant: string
  place: string
  tokenRef?: string | undefined
  sshKeyRef?: string | undefined
  /** What names it, and its secrets. */
  named: { place: string; secrets: string }
}

/** The catalog of the installation and that of each tenant with one of its own, one after the other. */
export async function lookAtCatalogs(looking: Looking): Promise<readonly Finding[]> {
  const findings = [await lookAtOurs(looking)]
  for (const tenant of looking.outside.tenancy.others) {
    const place = placeOf(tenant)
    if (place) findings.push(await lookAtOne(looking, place))
  }
  return findings
}

async function lookAtOurs(looking: Looking): Promise<Finding> {
  const {
    PAO_CATALOG: place,
    PAO_CATALOG_TOKEN_REF: tokenRef,
    PAO_CATALOG_SSH_KEY_REF: sshKeyRef,
  } = looking.config
  if (place === undefined) return warn('catalog', 'the example is served', 'Set PAO_CATALOG')
  const secrets = 'PAO_CATALOG_TOKEN_REF or PAO_CATALOG_SSH_KEY_REF'
  const named = { place: 'PAO_CATALOG', secrets }
  return lookAtOne(looking, {
    check: 'catalog',
    tenant: defaultTenant,
    place,
    tokenRef,
    sshKeyRef,
    named,
  })
}

function placeOf({ name, catalog }: DeclaredTenant): Place | undefined {
  if (catalog === 'shared') return undefined
  const { source: place, tokenRef, sshKeyRef } = catalog
  const key = `catalog.source of ${name} in PAO_TENANTS`
  const named = { place: key, secrets: `token_ref or ssh_key_ref beside ${key}` }
  return { check: `catalog ${name}`, tenant: name, place, tokenRef, sshKeyRef, named }
}

/** Read whole once more into a folder of its own, and checked as the server checks it. */
async function lookAtOne(looking: Looking, at: Place): Promise<Finding> {
  const { secrets, tenancy } = looking.outside
  const { check, tenant, place, tokenRef, sshKeyRef, named } = at
  const dataDir = await mkdtemp(join(tmpdir(), 'pao-doctor-'))
  try {
    const workingFolder = tenant === defaultTenant ? process.cwd() : tenancy.folder
    const opened = openSource({
      place,
      workingFolder,
      dataDir,
      secrets,
      tenant,
      tokenRef,
      sshKeyRef,
    })
    if (!opened.ok) {
      const says = opened.faults.map(({ message }) => message).join('; ')
      return bad(check, says, `Correct ${named.place}`)
    }
    const read = await opened.value.read(AbortSignal.timeout(readMs))
    const files = read === 'unchanged' ? [] : read.files
    const says = `${opened.value.describe()}, ${files.length} files`
    return files.length === 0
      ? bad(check, says, `Is the branch or subfolder of ${named.place} right?`)
      : documentsFinding(looking, { ...at, says, files })
  } catch (error) {
    const mend = `Check address, branch, and the secret that ${named.secrets} names`
    return bad(check, wordsOf(error), mend)
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

type Read = Place & { says: string; files: readonly SourceFile[] }

/** Here and not in a thread as the server does it: whoever asked waits for this and nothing else. */
function documentsFinding(
  { config, outside, now }: Looking,
  { check, tenant, says, files }: Read,
): Finding {
  const checked = checkCatalog(files, {
    actionSchemas,
    now: now(),
    env: Object.keys(config.variables),
    secrets: secretNamesOf(config, outside.tenancy.environmentOf(tenant)),
    boundConnections: boundConnections(outside.connections(tenant)),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  })
  const { diagnostics } = checkPrices(files)
  const errors = [...checked.diagnostics, ...diagnostics].filter(
    ({ severity }) => severity === 'error',
  )
  const [first] = errors
  if (!first) return fine(check, `${says}, ${checked.documents.length} documents, none broken`)
  const broken = new Set(errors.map(({ file }) => file)).size
  return warn(
    check,
    `${says}, ${broken} broken: ${first.file}:${first.line} ${first.code} ${first.message}`,
    'People are served what was whole last; pao catalog validate tells every fault',
  )
}
