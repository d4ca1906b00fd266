import { type Answer, TransportFailure } from '../kit/context.ts'
import { targetOf } from '../kit/target.ts'
import type { Github } from './remote.ts'

/** Hops from GitHub to where a file lies; one is usual. */
const mostHops = 3
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/**
 * A file behind GitHub's redirect to its storage: a signed address, valid for a minute, on another host. The
 * token stays with GitHub, and the address, itself a secret, appears nowhere. Undefined when there is none (any
 * more) or when it is larger than the outbound door takes.
 */
export async function download(github: Github, path: string): Promise<Answer | undefined> {
  try {
    return await followed(github, await github.send('GET', path))
  } catch (error) {
    if (error instanceof TransportFailure && error.kind === 'too_large') return undefined
    throw error
  }
}

async function followed(github: Github, first: Answer): Promise<Answer | undefined> {
  const { context } = github
  let answer = first
  for (let hop = 0; hop < mostHops && redirects.has(answer.status); hop += 1) {
    const url = storageOf(answer)
    if (url === undefined) return undefined
    answer = await context.http.send({ method: 'GET', url, signal: context.signal })
  }
  if (answer.status === 200) return answer
  // The storage says nothing of GitHub's own state; GitHub itself may ask to come later.
  if (answer === first && answer.status !== 404 && answer.status !== 410)
    throw github.refused(answer)
  return undefined
}

/** Never from https down to http. */
function storageOf({ headers, url: from }: Answer): string | undefined {
  const location = headers.get('location') ?? ''
  if (!URL.canParse(location, from)) return undefined
  const target = targetOf(new URL(location, from).href)
  if (!target.ok) return undefined
  const isDowngrade = from.startsWith('https:') && target.url.protocol !== 'https:'
  return isDowngrade ? undefined : target.url.href
}
