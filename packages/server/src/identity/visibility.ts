import type { Metadata } from '@pao/core/catalog'

/** Whether the item is offered in this environment. */
export function isOffered(
  environment: string,
  { visibility }: Pick<Metadata, 'visibility'>,
): boolean {
  const offered = visibility?.environments
  if (offered === undefined || offered === 'all') return true
  return offered.includes('all') || offered.includes(environment)
}
