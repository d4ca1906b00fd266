import { download } from './download.ts'
import { type Job, failedJobs } from './jobs.ts'
import type { Github } from './remote.ts'

/** Limits of what is kept of logs: jobs, bytes of one job's end, lines told of a failed job, failed jobs told. */
const mostJobs = 8
const mostBytes = 8 * 1024
const mostLines = 40
const mostFailed = 3

/** The end of each job's log by the job's name, at most eight jobs and 8 KiB each. */
export async function readLogs(
  github: Github,
  jobs: readonly Job[],
): Promise<Readonly<Record<string, string>>> {
  const logs: Record<string, string> = {}
  for (const { id, name } of jobs.slice(0, mostJobs)) {
    const text = await logOf(github, id)
    if (text !== undefined) logs[name] = tail(text)
  }
  return logs
}

/** Writes the last lines of the failed jobs into the attempt's log. */
export async function tellFailure(github: Github, jobs: readonly Job[]): Promise<void> {
  for (const { id, name } of failedJobs(jobs).slice(0, mostFailed)) {
    const text = await logOf(github, id)
    const lines = text === undefined ? [] : tail(text).split('\n').slice(-mostLines)
    for (const line of lines) github.context.log(`${name}: ${line}`)
  }
}

async function logOf(github: Github, job: number): Promise<string | undefined> {
  const answer = await download(github, `/actions/jobs/${job}/logs`)
  return answer?.text()
}

/** The end of a log without colours and other signs that are for terminals. */
function tail(text: string): string {
  const plain = text
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/\u001B\[[0-9;?]*[A-Za-z]/g, '')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trimEnd()
  return plain.slice(-mostBytes)
}
