/** An IP address as a number, so that ranges are compared and never spelt. */
export type Address = { family: 4 | 6; value: bigint }

/** A CIDR block. */
export type Block = { family: 4 | 6; base: bigint; bits: number }

const widths = { 4: 32, 6: 128 } as const

/** Reads a dotted-quad or colon address as the system resolver writes it; a zone id is dropped. */
export function parseAddress(text: string): Address | undefined {
  const plain = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  if (plain.includes(':')) return parseSix(plain)
  const four = parseFour(plain)
  return four === undefined ? undefined : { family: 4, value: four }
}

function parseFour(text: string): bigint | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part)))
    return undefined
  const octets = parts.map(Number)
  if (octets.some((octet) => octet > 255)) return undefined
  return octets.reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n)
}

function parseSix(text: string): Address | undefined {
  const tail = text.slice(text.lastIndexOf(':') + 1)
  const four = tail.includes('.') ? parseFour(tail) : undefined
  if (tail.includes('.') && four === undefined) return undefined
  const hex =
    four === undefined
      ? text
      : `${text.slice(0, -tail.length)}${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}`
  const groups = expand(hex)
  if (!groups || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return {
    family: 6,
    value: groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n),
  }
}

function expand(text: string): string[] | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head = [], rest] = halves.map((half) => (half === '' ? [] : half.split(':')))
  if (rest === undefined) return head.length === 8 ? head : undefined
  const missing = 8 - head.length - rest.length
  return missing < 1 ? undefined : [...head, ...Array.from({ length: missing }, () => '0'), ...rest]
}

/** Reads `10.0.0.0/8`, `fd00::/8` or a single address, which is a block of one. */
export function parseBlock(text: string): Block | undefined {
  const [base = '', length, ...rest] = text.split('/')
  const address = parseAddress(base)
  if (!address || rest.length > 0) return undefined
  const width = widths[address.family]
  if (length === undefined) return { family: address.family, base: address.value, bits: width }
  if (!/^\d{1,3}$/.test(length) || Number(length) > width) return undefined
  return { family: address.family, base: address.value, bits: Number(length) }
}

/** Whether the address lies in the block. */
export function inBlock(address: Address, block: Block): boolean {
  if (address.family !== block.family) return false
  const shift = BigInt(widths[block.family] - block.bits)
  return address.value >> shift === block.base >> shift
}

function blocks(...texts: readonly string[]): readonly Block[] {
  return texts.map((text) => {
    const block = parseBlock(text)
    if (!block) throw new Error(`bad block ${text}`)
    return block
  })
}

/** IANA special-purpose registry (RFC 6890 and its updates), version 4: nothing of the open internet. */
const closedFour = blocks(
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
)

/** Version 6 is closed but for global unicast, and of that the special parts (Teredo, 6to4, …). */
const openSix = blocks('2000::/3')
const closedSix = blocks('2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20')

/** Where clouds hand out credentials; some of them lie in ranges that are otherwise open. */
const metadata = blocks(
  '169.254.169.254',
  '169.254.170.2',
  '169.254.169.253',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd00:ec2::254',
  'fd20:ce::254',
)

const [mapped, nat64] = blocks('::ffff:0:0/96', '64:ff9b::/96')

/** The version 4 address that a mapped or NAT64 one stands for; any other address is itself. */
export function unwrap(address: Address): Address {
  const carries = [mapped, nat64].some((block) => block !== undefined && inBlock(address, block))
  return carries ? { family: 4, value: address.value & 0xffff_ffffn } : address
}

/** ISATAP (RFC 5214) puts a version 4 address behind `0:5efe` in the interface id. */
function isatap(address: Address): Address | undefined {
  const marker = (address.value >> 32n) & 0xfdff_ffffn
  return address.family === 6 && marker === 0x5efen
    ? { family: 4, value: address.value & 0xffff_ffffn }
    : undefined
}

/** Whether the address serves cloud credentials. */
export function isMetadata(address: Address): boolean {
  return metadata.some((block) => inBlock(address, block))
}

/** Whether the address is on the open internet. Give it the unwrapped one. */
export function isOpen(address: Address): boolean {
  if (isMetadata(address)) return false
  if (address.family === 4) return !closedFour.some((block) => inBlock(address, block))
  const inside = isatap(address)
  if (inside && !isOpen(inside)) return false
  return (
    openSix.some((block) => inBlock(address, block)) &&
    !closedSix.some((block) => inBlock(address, block))
  )
}
