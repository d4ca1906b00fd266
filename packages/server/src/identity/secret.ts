import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Hex SHA-256. Enough for secrets of 256 random bits: there is nothing to guess a slow hash would protect. */
export function digest(secret: string): string {
  return hash('sha256', secret)
}

/** 256 random bits as 43 URL-safe characters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Whether two texts are the same, in a time that does not tell where they differ or how long they are. */
export function sameSecret(left: string, right: string): boolean {
  return sameDigest(digest(left), digest(right))
}

/** Whether two digests are the same, in a time that does not tell where they differ. */
export function sameDigest(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right))
}
