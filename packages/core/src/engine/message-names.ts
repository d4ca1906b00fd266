/** Messages that need not be written: an item names one, the `notification` connector has its words. */
export const messageNames = [
  'request_submitted',
  'approval_needed',
  'request_approved',
  'request_completed',
  'request_failed',
] as const

export type MessageName = (typeof messageNames)[number]

/** Whether a text is the name of a message and not a message itself. */
export function isMessageName(text: string): text is MessageName {
  return messageNames.some((name) => name === text)
}
