/** Where the parts of a catalog lie. */
export type Layout = {
  index: string
  environments: string
  /** Whether a file is an item or a bundle, by where it lies. */
  isDocument(path: string): boolean
  /** The folder that should be named after the item's category; undefined where folders say nothing. */
  folderOf(path: string): string | undefined
}

/** `catalog/`, `bundles/`, `environments.yaml`: a whole repository. */
const repository: Layout = {
  index: 'catalog/_index.yaml',
  environments: 'environments.yaml',
  isDocument: (path) =>
    /^(?:catalog|bundles)\/.*\.ya?ml$/.test(path) && path !== 'catalog/_index.yaml',
  folderOf: (path) => {
    const parts = path.split('/')
    return parts.length > 2 ? parts[1] : 'no folder of its own'
  },
}

/** Item files in a plain folder, with or without folders for categories. */
const folder: Layout = {
  index: '_index.yaml',
  environments: 'environments.yaml',
  isDocument: (path) =>
    /\.ya?ml$/.test(path) &&
    path !== '_index.yaml' &&
    path !== 'environments.yaml' &&
    !/(?:^|\/)(?:\.|templates\/)/.test(path),
  folderOf: (path) => {
    const parts = path.split('/')
    return parts.length > 1 && parts[0] !== 'bundles' ? parts[0] : undefined
  },
}

/** A folder that has a `catalog/` or `bundles/` with YAML in it is a repository; any other is a folder of items. */
export function layoutOf(paths: readonly string[]): Layout {
  return paths.some((path) => /^(?:catalog|bundles)\/.*\.ya?ml$/.test(path)) ? repository : folder
}
