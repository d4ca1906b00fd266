// Turns the OpenAPI document into TypeScript types. A package of its own, because the generator needs an
// older compiler than the rest of the repository.
import { readFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'

const document = JSON.parse(readFileSync(0, 'utf8'))
process.stdout.write(
  astToString(await openapiTS(document, { alphabetize: true, exportType: true })),
)
