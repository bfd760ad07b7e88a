declare module 'aws4' {
  interface Request {
    service: string;
    region?: string;
    host?: string;
    method?: string;
    path?: string;
    body?: string;
    signQuery?: boolean;
    headers?: Record<string, string>;
  }
  interface SigningKeys {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
  }
  const aws4: { sign(request: Request, keys: SigningKeys): Request };
  export default aws4;
}
