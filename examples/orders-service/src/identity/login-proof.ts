import aws4 from 'aws4';

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A signed GetCallerIdentity request that the billing system sends to STS itself, to see who logs in. */
export function loginProof(keys: Keys): string {
  const request = aws4.sign({ service: 'sts', region: 'eu-west-1', method: 'GET', path: '/?Action=GetCallerIdentity&Version=2011-06-15', signQuery: true }, keys);
  return `https://${request.host}${request.path}`;
}
