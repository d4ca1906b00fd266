import { randomBytes } from 'node:crypto'
import type { Instant } from '@pao/core'
import type { Cipher } from '../cipher.ts'
import type { Link } from './link.ts'

export type Topic = 'signal' | 'taken'

/** Word of mouth between replicas: may be lost, late or never come; what is heard twice or forged is not told on. */
export type Relay = {
  /** Never waits, never throws. */
  tell(topic: Topic, text: string): void
  /** Calls back with what others told; returns how to stop. */
  hear(topic: Topic, hear: (text: string) => void): () => void
}

export type Refused = 'forged' | 'late' | 'repeated'

export type RelayDeps = {
  link: Pick<Link, 'ask'>
  cipher: Cipher
  channel: string
  now(): Instant
  refused(reason: Refused): void
}

/** Milliseconds a message may be under way, or its sender's clock away from ours. */
const freshMs = 30_000
/** Replicas whose last number is remembered. */
const mostSenders = 1_000

/**
 * Messages sealed with the installation's key, with their sender, number and time, so that nothing made, changed or
 * played again by somebody else is heard. `take` gets what came over the channel.
 */
export function createRelay(deps: RelayDeps): Relay & { take(message: string): void } {
  const { link, cipher, channel, now, refused } = deps
  const self = randomBytes(9).toString('base64url')
  const last = new Map<string, number>()
  const ears = new Map<string, Set<(text: string) => void>>()
  let count = 0
  return {
    tell(topic, text) {
      count += 1
      const sealed = cipher.seal(JSON.stringify([self, count, now(), topic, text]), channel)
      void link.ask((client) => client.publish(channel, sealed.toString('base64')))
    },
    hear(topic, hear) {
      const all = ears.get(topic) ?? new Set()
      ears.set(topic, all.add(hear))
      return () => void all.delete(hear)
    },
    take(message) {
      const word = wordIn(cipher, channel, message)
      if (!word) return refused('forged')
      if (word.sender === self) return
      if (Math.abs(now() - word.at) > freshMs) return refused('late')
      if (word.count <= (last.get(word.sender) ?? 0)) return refused('repeated')
      last.delete(word.sender)
      last.set(word.sender, word.count)
      const oldest = last.keys().next()
      if (last.size > mostSenders && oldest.done !== true) last.delete(oldest.value)
      for (const ear of ears.get(word.topic) ?? []) ear(word.text)
    },
  }
}

type Word = { sender: string; count: number; at: Instant; topic: string; text: string }

function wordIn(cipher: Cipher, channel: string, message: string): Word | undefined {
  try {
    const parts: unknown = JSON.parse(cipher.open(Buffer.from(message, 'base64'), channel))
    if (!Array.isArray(parts)) return undefined
    const [sender, count, at, topic, text]: unknown[] = parts
    return typeof sender === 'string' &&
      typeof count === 'number' &&
      typeof at === 'number' &&
      typeof topic === 'string' &&
      typeof text === 'string'
      ? { sender, count, at, topic, text }
      : undefined
  } catch {
    return undefined
  }
}
