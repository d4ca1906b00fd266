/** The operator has not set up what the item needs. */
export class ConnectionMissing extends Error {
  override readonly name = 'ConnectionMissing'
}
