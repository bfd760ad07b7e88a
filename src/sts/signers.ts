import { packageOf } from './packages.js';

/** What signs a request that the code sends itself. A new library is one row. */
export interface RequestSigner {
  readonly package: string;
  /** The export. */
  readonly name: string;
  readonly by: 'aws4' | 'aws4fetch' | 'signature-v4';
  /**
   * The method of its instances that signs a request, where a signed request can be signed again for another region.
   * `fetch` also sends it. Absent for a function, which signs when it is called.
   */
  readonly method?: 'sign' | 'fetch';
  /** A class whose instances sign for the region that they are built with. */
  readonly isClass: boolean;
}

const SIGNERS: readonly RequestSigner[] = [
  { package: '@smithy/signature-v4', name: 'SignatureV4', by: 'signature-v4', method: 'sign', isClass: true },
  { package: '@aws-sdk/signature-v4', name: 'SignatureV4', by: 'signature-v4', method: 'sign', isClass: true },
  { package: 'aws4fetch', name: 'AwsClient', by: 'aws4fetch', method: 'fetch', isClass: true },
  { package: 'aws4fetch', name: 'AwsV4Signer', by: 'aws4fetch', isClass: true },
  { package: 'aws4', name: 'sign', by: 'aws4', isClass: false },
];

/** The signer that an export is; `module` is what the import names, perhaps a path inside a package. */
export function signerOf(
  origin: { readonly module: string | undefined; readonly path: readonly string[] } | undefined,
): RequestSigner | undefined {
  if (origin?.module === undefined) return undefined;
  const name = packageOf(origin.module);
  return SIGNERS.find((signer) => signer.package === name && signer.name === origin.path.join('.'));
}
