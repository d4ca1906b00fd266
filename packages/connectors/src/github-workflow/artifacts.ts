import { type Static, Type } from 'typebox'
import { download } from './download.ts'
import type { Github } from './remote.ts'
import { type Entry, unzip } from './zip.ts'

const Artifact = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  size_in_bytes: Type.Integer(),
  expired: Type.Boolean(),
})
type Artifact = Static<typeof Artifact>
const Artifacts = Type.Object({ total_count: Type.Integer(), artifacts: Type.Array(Artifact) })

/** Limits of what is kept of one run: archives, their packed bytes, files, and bytes of text altogether. */
const mostArchives = 10
const mostPackedBytes = 5 * 1024 * 1024
const mostFiles = 50
const mostTextBytes = 96 * 1024

/** The artifact and file that a workflow leaves its outputs in. */
const outputsArtifact = 'pao-outputs'
const outputsFile = 'outputs.json'

/** What the run left behind: all of it by name, and where asked the texts and the outputs in it. */
export type Left = {
  artifacts: readonly { name: string; size: number; expired: boolean }[]
  /** `<artifact>/<file>` to its text. */
  files: Readonly<Record<string, string>>
  /** Undefined when the run left none. */
  outputs?: Readonly<Record<string, unknown>>
  warnings: readonly string[]
}

/** What a run leaves whose artifacts are not read. */
export const nothingLeft: Left = { artifacts: [], files: {}, warnings: [] }

/** The first hundred artifacts of the run, read as the item asks. What cannot be read stands in `warnings`. */
export async function readArtifacts(github: Github, run: number): Promise<Left> {
  const { config } = github
  const { artifacts } = await github.read(Artifacts, `/actions/runs/${run}/artifacts?per_page=100`)
  const shelf: Shelf = { github, warnings: [] }
  const outputs =
    config.outputs?.extract_outputs === true ? await outputsIn(shelf, artifacts) : undefined
  const files = config.artifacts?.download === true ? await textsIn(shelf, artifacts) : {}
  return {
    artifacts: artifacts.map(({ name, size_in_bytes: size, expired }) => ({ name, size, expired })),
    files,
    ...(outputs && { outputs }),
    warnings: shelf.warnings,
  }
}

type Shelf = {
  github: Github
  warnings: string[]
}

async function outputsIn(
  shelf: Shelf,
  artifacts: readonly Artifact[],
): Promise<Left['outputs'] | undefined> {
  const artifact = artifacts.find(({ name }) => name === outputsArtifact)
  if (!artifact) return undefined
  const entries = await entriesOf(shelf, artifact)
  const file = entries.find(({ name }) => name === outputsFile)?.read(mostTextBytes)
  const value = file && parsed(file.toString('utf8'))
  if (value === undefined && entries.length > 0)
    shelf.warnings.push(`${outputsArtifact} holds no JSON object in ${outputsFile}`)
  return value
}

function parsed(text: string): Left['outputs'] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isMap ? Object.fromEntries(Object.entries(value)) : undefined
  } catch {
    return undefined
  }
}

async function textsIn(shelf: Shelf, artifacts: readonly Artifact[]): Promise<Left['files']> {
  const fits = named(shelf.github.config.artifacts?.path ?? '*')
  const asked = artifacts.filter(({ name }) => name !== outputsArtifact && fits(name))
  if (asked.length > mostArchives)
    shelf.warnings.push(`Only the first ${mostArchives} of ${asked.length} artifacts were read`)
  const files: Record<string, string> = {}
  let left = mostTextBytes
  for (const artifact of asked.slice(0, mostArchives))
    for (const entry of await entriesOf(shelf, artifact)) {
      const name = `${artifact.name}/${entry.name}`
      const text = Object.keys(files).length < mostFiles ? textOf(entry.read(left)) : undefined
      if (text === undefined) shelf.warnings.push(`${name} is no text, or more than is kept`)
      else files[name] = text
      left -= Buffer.byteLength(text ?? '')
    }
  return files
}

function textOf(bytes: Buffer | undefined): string | undefined {
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** True for a name that fits; `*` stands for anything. */
function named(pattern: string): (name: string) => boolean {
  const parts = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
  const form = new RegExp(`^${parts.join('.*')}$`, 's')
  return (name) => form.test(name)
}

async function entriesOf(shelf: Shelf, artifact: Artifact): Promise<readonly Entry[]> {
  const { github, warnings } = shelf
  const { id, name, size_in_bytes: size, expired } = artifact
  if (expired || size > mostPackedBytes) {
    warnings.push(`The artifact ${name} ${expired ? 'has expired' : 'is larger than 5 MiB'}`)
    return []
  }
  const archive = await download(github, `/actions/artifacts/${id}/zip`)
  const entries = archive && unzip(archive.bytes(), mostFiles)
  if (!entries) warnings.push(`The artifact ${name} could not be read`)
  return entries ?? []
}
