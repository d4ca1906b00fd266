import { onTestFinished } from 'vitest'

/** Stops what a test started when the test is over. */
export function closing<T extends { [Symbol.asyncDispose](): Promise<void> }>(started: T): T {
  onTestFinished(() => started[Symbol.asyncDispose]())
  return started
}
