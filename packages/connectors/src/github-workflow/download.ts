import { failedAnswer, statusClass } from '../kit/answers.ts'
import { type Answer, TransportFailure } from '../kit/context.ts'
import { targetOf } from '../kit/target.ts'
import { Ended } from '../kit/ended.ts'
import type { Github } from './remote.ts'

/** Hops from GitHub to where a file lies; one is usual. */
const mostHops = 3
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Failures of the outbound door that no second try mends. */
const hopeless: ReadonlySet<string> = new Set(['too_large', 'egress_denied', 'invalid_request'])

/**
 * A file behind GitHub's redirect to its storage: a signed address, valid for a minute, on another host. The
 * token stays with GitHub, and the address, itself a secret, appears nowhere. Undefined when there is none (any
 * more), when it is larger than the outbound door takes, or lies where that may not go; the log says so. Ends
 * with an outcome that is tried again while GitHub or its storage is in trouble.
 */
export async function download(github: Github, path: string): Promise<Answer | undefined> {
  try {
    return await followed(github, await github.send('GET', path))
  } catch (error) {
    if (!(error instanceof TransportFailure) || !hopeless.has(error.kind)) throw error
    github.context.log(`A file of the run could not be fetched (${error.kind})`)
    return undefined
  }
}

async function followed(github: Github, first: Answer): Promise<Answer | undefined> {
  const { http, signal, now } = github.context
  let answer = first
  for (let hop = 0; hop < mostHops && redirects.has(answer.status); hop += 1) {
    const url = storageOf(answer)
    if (url === undefined) return undefined
    answer = await http.send({ method: 'GET', url, signal })
  }
  if (answer.status === 200) return answer
  if (answer === first && !gone.has(answer.status)) throw github.refused(answer)
  if (statusClass(answer.status).retryable) throw new Ended(failedAnswer(answer, now, inTrouble))
  return undefined
}
const gone: ReadonlySet<number> = new Set([404, 410])
const inTrouble = { code: 'github.unavailable', message: "GitHub's storage is in trouble" }

/** Never from https down to http. */
function storageOf({ headers, url: from }: Answer): string | undefined {
  const location = headers.get('location') ?? ''
  if (!URL.canParse(location, from)) return undefined
  const target = targetOf(new URL(location, from).href)
  if (!target.ok) return undefined
  const isDowngrade = from.startsWith('https:') && target.url.protocol !== 'https:'
  return isDowngrade ? undefined : target.url.href
}
