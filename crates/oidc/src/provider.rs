//! A provider: found once, then asked who somebody is.

use crate::error::chain;
use crate::http::Http;
use crate::{Begun, OidcError};
use chrono::DateTime;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreErrorResponseType, CoreIdToken,
    CoreIdTokenClaims, CoreJsonWebKeySet, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreTokenResponse,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, DiscoveryError,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenVerifier, IssuerUrl, JsonWebKeySetUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, StandardErrorResponse,
    TokenResponse,
};

/// How tokens may be signed: by a key that only the provider has. RS256 is what every provider must offer; a token
/// without a signature, or one signed with the client's secret, is none of these.
const SIGNATURES: [CoreJwsSigningAlgorithm; 4] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What the provider and the office have agreed on.
#[derive(Clone)]
pub struct Settings {
    /// The provider's address as it writes it itself; `https`, or `http` on this machine.
    pub issuer: String,
    /// The name the provider knows this office by.
    pub client_id: String,
    /// The secret that belongs to the name; none for a client that the provider calls public.
    pub client_secret: Option<String>,
    /// Where people come back to, exactly as it stands with the provider.
    pub redirect: String,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let secret = self.client_secret.as_ref().map(|_| "…");
        f.debug_struct("Settings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("client_secret", &secret)
            .field("redirect", &self.redirect)
            .finish()
    }
}

/// Somebody whom the provider knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The provider. A subject means something only together with it.
    pub issuer: String,
    /// The provider's name for the person: never given to anybody else, and not meant to be read.
    pub subject: String,
    /// What the person calls themself there. It may change, and may later be somebody else's.
    pub preferred_username: Option<String>,
    /// The person's name, to be shown.
    pub name: Option<String>,
}

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet, EndpointMaybeSet>;

/// A provider that was found.
#[derive(Debug)]
pub struct Provider {
    http: Http,
    client: Client,
    issuer: IssuerUrl,
    client_id: ClientId,
    keys: CoreJsonWebKeySet,
    keys_at: JsonWebKeySetUrl,
}

impl Provider {
    /// Fetches what the provider says of itself, and its keys.
    ///
    /// # Errors
    /// A setting that cannot be used, among them an issuer that is neither `https` nor on this machine; a provider
    /// that does not answer, calls itself otherwise, or names an address without encryption.
    pub async fn discover(settings: Settings) -> Result<Self, OidcError> {
        let setting = |name: &str, value: &str, error: &dyn std::error::Error| {
            OidcError::Setting(format!("{name} {value}: {error}"))
        };
        let issuer = IssuerUrl::new(settings.issuer.clone())
            .map_err(|error| setting("issuer", &settings.issuer, &error))?;
        let redirect = RedirectUrl::new(settings.redirect.clone())
            .map_err(|error| setting("redirect", &settings.redirect, &error))?;
        let http = Http::new(issuer.url())?;
        let found = CoreProviderMetadata::discover_async(issuer.clone(), &http).await.map_err(unfound)?;
        let token_endpoint = found
            .token_endpoint()
            .cloned()
            .ok_or_else(|| OidcError::Provider("names no token endpoint".to_owned()))?;
        for address in [found.authorization_endpoint().url(), token_endpoint.url()] {
            if !http.may_use(address) {
                return Err(OidcError::Provider(format!("{address} is not encrypted")));
            }
        }
        let takes = |method: &CoreClientAuthMethod| {
            let methods = found.token_endpoint_auth_methods_supported();
            methods.is_some_and(|methods| methods.contains(method))
        };
        // Where a provider says nothing, the specification has it take the secret as HTTP's own.
        let in_body = takes(&CoreClientAuthMethod::ClientSecretPost)
            && !takes(&CoreClientAuthMethod::ClientSecretBasic);
        let (keys, keys_at) = (found.jwks().clone(), found.jwks_uri().clone());
        let client_id = ClientId::new(settings.client_id);
        let secret = settings.client_secret.map(ClientSecret::new);
        let client = CoreClient::from_provider_metadata(found, client_id.clone(), secret)
            .set_token_uri(token_endpoint)
            .set_redirect_uri(redirect)
            .set_auth_type(if in_body { AuthType::RequestBody } else { AuthType::BasicAuth });
        Ok(Provider { http, client, issuer, client_id, keys, keys_at })
    }

    /// Begins a sign-in; the 64 bytes must be drawn for it alone.
    #[must_use]
    pub fn begin(&self, random: &[u8; 64]) -> Begun {
        let begun = Begun::from_bytes(random);
        let state = CsrfToken::new(begun.state.clone());
        let nonce = Nonce::new(begun.nonce.clone());
        let verifier = PkceCodeVerifier::new(begun.verifier.clone());
        let (address, _, _) = self
            .client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || state, move || nonce)
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Begun { address: address.into(), ..begun }
    }

    /// Finishes a sign-in with what the person came back with: compares the state, hands in the code, and believes
    /// the token only where signature, issuer, audience, time and nonce are right.
    ///
    /// Where no key known so far fits, the provider's keys are read once more: they change from time to time.
    ///
    /// # Errors
    /// A code that the provider does not take, a provider that does not answer, a token that is not to be believed.
    pub async fn finish(
        &self,
        begun: &Begun,
        state: &str,
        code: &str,
        now_seconds: i64,
    ) -> Result<Who, OidcError> {
        if !begun.is_answered_by(state) {
            return Err(OidcError::State);
        }
        let answer: CoreTokenResponse = self
            .client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(begun.verifier.clone()))
            .request_async(&self.http)
            .await
            .map_err(not_exchanged)?;
        let token = answer.id_token().ok_or_else(|| OidcError::Token("the provider gave none".to_owned()))?;
        let claims = match self.believed(&self.keys, token, begun, now_seconds) {
            Err(OidcError::Signature(_)) => {
                let keys =
                    CoreJsonWebKeySet::fetch_async(&self.keys_at, &self.http).await.map_err(unfound)?;
                self.believed(&keys, token, begun, now_seconds)?.clone()
            }
            known => known?.clone(),
        };
        Ok(Who {
            issuer: claims.issuer().as_str().to_owned(),
            subject: claims.subject().as_str().to_owned(),
            preferred_username: claims.preferred_username().map(|name| name.as_str().to_owned()),
            name: claims.name().and_then(|names| names.get(None)).map(|name| name.as_str().to_owned()),
        })
    }

    /// What a token says, where it is to be believed.
    fn believed<'t>(
        &self,
        keys: &CoreJsonWebKeySet,
        token: &'t CoreIdToken,
        begun: &Begun,
        now_seconds: i64,
    ) -> Result<&'t CoreIdTokenClaims, OidcError> {
        let now = DateTime::from_timestamp(now_seconds, 0).ok_or(OidcError::Expired)?;
        let verifier =
            IdTokenVerifier::new_public_client(self.client_id.clone(), self.issuer.clone(), keys.clone())
                .set_allowed_algs(SIGNATURES)
                .set_time_fn(move || now);
        token.claims(&verifier, &Nonce::new(begun.nonce.clone())).map_err(unbelieved)
    }
}

fn unfound(error: DiscoveryError<crate::http::HttpError>) -> OidcError {
    OidcError::Provider(chain(&error))
}

fn not_exchanged(
    error: RequestTokenError<crate::http::HttpError, StandardErrorResponse<CoreErrorResponseType>>,
) -> OidcError {
    match error {
        RequestTokenError::ServerResponse(answer) => OidcError::Refused(answer.error().as_ref().to_owned()),
        // The answer itself is left out: it may hold a token.
        RequestTokenError::Parse(error, _) => OidcError::Token(chain(&error)),
        other => OidcError::Provider(chain(&other)),
    }
}

fn unbelieved(error: ClaimsVerificationError) -> OidcError {
    match error {
        ClaimsVerificationError::Expired(_) => OidcError::Expired,
        ClaimsVerificationError::InvalidAudience(_) => OidcError::Audience,
        ClaimsVerificationError::InvalidIssuer(_) => OidcError::Issuer,
        ClaimsVerificationError::InvalidNonce(_) => OidcError::Nonce,
        ClaimsVerificationError::SignatureVerification(error) => OidcError::Signature(chain(&error)),
        other => OidcError::Token(chain(&other)),
    }
}
