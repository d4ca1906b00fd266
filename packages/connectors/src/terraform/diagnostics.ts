import type { FailureClass, Outcome } from '../kit/outcome.ts'

/** What Terraform says is wrong, without the values it quotes. */
export type Diagnostic = { summary: string; detail: string; at?: string }

type Failed = Extract<Outcome, { kind: 'failed' }>

type Class = { code: string; class: FailureClass; retryable: boolean; when: RegExp }

/** First match counts. Sources: messages of Terraform's core, of its backends and of the big providers. */
const classes: readonly Class[] = [
  {
    code: 'terraform.locked',
    class: 'timeout',
    retryable: true,
    when: /acquiring the state lock|state is already locked|workspace is (already )?locked/i,
  },
  {
    code: 'terraform.throttled',
    class: 'rate_limit',
    retryable: true,
    when: /\b429\b|too many requests|throttl|rate ?limit|RequestLimitExceeded|quota exceeded for quota metric/i,
  },
  {
    code: 'terraform.denied',
    class: 'permanent',
    retryable: false,
    when: /\b40[13]\b|unauthori[sz]ed|forbidden|access ?denied|AuthFailure|InvalidClientTokenId|no valid credential|invalid credentials|AuthorizationFailed|permission denied/i,
  },
  {
    code: 'terraform.remote_failed',
    class: '5xx',
    retryable: true,
    when: /\b50[0234]\b|InternalError|InternalServerError|ServiceUnavailable|service unavailable|bad gateway/i,
  },
  {
    code: 'terraform.unreachable',
    class: 'connection',
    retryable: true,
    when: /connection (refused|reset)|i\/o timeout|no such host|TLS handshake|could not connect|timed? ?out|EOF\b|giving up after/i,
  },
]

/** The state moved after the plan was made. */
export function isStale(errors: readonly Diagnostic[]): boolean {
  return errors.some(({ summary }) =>
    /saved plan is stale|can't be applied|inconsistent dependency lock file/i.test(summary),
  )
}

/** A failed run as an outcome. `made`: whether it may have changed something. */
export function failedRun(
  phase: 'init' | 'plan' | 'apply' | 'workspace' | 'output' | 'state',
  errors: readonly Diagnostic[],
  made: 'no' | 'maybe',
): Failed {
  const text = errors.map(({ summary, detail }) => `${summary}\n${detail}`).join('\n')
  const found = classes.find(({ when }) => when.test(text))
  const {
    code,
    class: kind,
    retryable,
  } = found ?? {
    code: `terraform.${phase}_failed`,
    class: 'permanent' as const,
    retryable: false,
  }
  return {
    kind: 'failed',
    code,
    class: kind,
    retryable,
    made: code === 'terraform.locked' ? 'no' : made,
    message: messageOf(phase, errors),
  }
}

function messageOf(phase: string, errors: readonly Diagnostic[]): string {
  const [first, ...more] = errors
  if (!first) return `terraform ${phase} failed without saying why`
  const place = first.at === undefined ? '' : ` (${first.at})`
  const detail = first.detail.split('\n').find((line) => line.trim() !== '')
  const others = more.length === 0 ? '' : `; and ${more.length} more`
  const words = [first.summary, detail].filter((one) => one !== undefined && one !== '')
  return `terraform ${phase}: ${words.join(': ').slice(0, 500)}${place}${others}`
}

/** Errors in text for people, as commands without `-json` write them. */
export function errorsIn(stderr: string): Diagnostic[] {
  const lines = stderr.split('\n').map((line) => line.replace(/^[╷│╵|]\s?/, '').trimEnd())
  const found: Diagnostic[] = []
  for (const line of lines) {
    const summary = /^Error: (.+)$/.exec(line)?.[1]
    if (summary !== undefined) found.push({ summary, detail: '' })
    else if (found.length > 0 && line !== '') {
      const last = found.at(-1)
      if (last && last.detail.length < 500) last.detail = `${last.detail}\n${line}`.trim()
    }
  }
  if (found.length > 0) return found
  const last = lines.findLast((line) => line !== '')
  return last === undefined ? [] : [{ summary: last.slice(0, 300), detail: '' }]
}
