import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Hex SHA-256. Enough for secrets of 256 random bits: there is nothing to guess a slow hash would protect. */
export function digest(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex')
}

/** 256 random bits as 43 URL-safe characters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Whether two texts are the same, in a time that does not tell where they differ or how long they are. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(left, 'utf8').digest(),
    createHash('sha256').update(right, 'utf8').digest(),
  )
}
