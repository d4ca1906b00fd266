import { addressOf, type ApprovalNotice } from '@pao/core/engine'

/** Messages one notice may make. */
const mostReceivers = 100

/** Whom a notice goes to, each as `<channel>:<address>`: persons by e-mail, and the channels the item names. */
export function receiversOf({ persons, channels }: ApprovalNotice): readonly string[] {
  const mails = persons.filter((name) => name.includes('@')).map((name) => `email:${name}`)
  const others = channels.flatMap((channel) => {
    const address = addressOf(channel)
    const isOpen = address?.to === undefined || address.to.includes('{{')
    return address && !(address.channel === 'email' && isOpen)
      ? [`${address.channel}:${isOpen ? '' : address.to}`]
      : []
  })
  return [...new Set([...mails, ...others])].slice(0, mostReceivers)
}
