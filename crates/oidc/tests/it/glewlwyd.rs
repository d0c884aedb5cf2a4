//! Glewlwyd as a process of the test's own, with a user, three clients and a key.

use crate::wire::Message;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

pub(crate) const USER: &str = "zhou.min";
pub(crate) const NAME: &str = "周敏";
/// Letters and hyphens only: Glewlwyd does not decode what RFC 6749 (2.3.1) has a client encode.
pub(crate) const SECRET: &str = "long-enough-for-a-test";
const PASSWORD: &str = "correct horse battery";
/// Where the tests' office would be: nobody listens there, for the address is only read.
pub(crate) const REDIRECT: &str = "http://127.0.0.1:1/back";
/// Seconds that a token is good for.
pub(crate) const LIFETIME: i64 = 3600;

/// The tables of a new provider, as the package brings them.
const TABLES: &str = "/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3";

/// A running provider, stopped when dropped.
pub(crate) struct Glewlwyd {
    child: Child,
    folder: PathBuf,
    port: u16,
    /// What people and the office call it: the relay's address.
    issuer: String,
    admin: Jar,
    /// Held open: a program that writes to a closed pipe may die of it.
    output: BufReader<ChildStdout>,
}

impl Glewlwyd {
    /// Starts on `port`, called `http://127.0.0.1:{outside}` by others; nothing where the port is somebody else's by
    /// now, for then it ends.
    pub(crate) fn start(port: u16, outside: u16) -> Option<Glewlwyd> {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("glewlwyd-{outside}"));
        std::fs::create_dir_all(&folder).expect("a folder for the provider");
        let database = folder.join("database");
        let tables = std::fs::File::open(TABLES).expect("Glewlwyd's tables (`cargo xtask test` installs it)");
        let made = Command::new("sqlite3").arg(&database).stdin(tables).status().expect("sqlite3");
        assert!(made.success(), "sqlite3 makes no database");
        let settings = folder.join("glewlwyd.conf");
        std::fs::write(&settings, configuration(port, outside, &database.display().to_string())).unwrap();
        let mut command = Command::new("glewlwyd");
        command.arg(format!("--config-file={}", settings.display()));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("glewlwyd (`cargo xtask test` installs it)");
        let output = BufReader::new(child.stdout.take().expect("the output is piped"));
        let issuer = format!("http://127.0.0.1:{outside}/api/oidc");
        let admin = Jar::new(port);
        let mut glewlwyd = Glewlwyd { child, folder, port, issuer, admin, output };
        glewlwyd.listens().then(|| {
            glewlwyd.furnish();
            glewlwyd
        })
    }

    /// Waits for the line that it writes last, and a moment later it listens or has ended.
    fn listens(&mut self) -> bool {
        let mut seen = String::new();
        while !seen.contains("Glewlwyd started on port") {
            let read = self.output.read_line(&mut seen).expect("glewlwyd's output");
            assert!(read > 0, "glewlwyd ended before it listened:\n{seen}");
        }
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            if self.child.try_wait().expect("a process of ours").is_some() {
                return false;
            }
            std::thread::yield_now();
        }
        true
    }

    fn furnish(&mut self) {
        // The account that the package's tables begin with.
        self.admin.sign_in("admin", "password");
        self.ask("POST", "/api/mod/plugin/", &self.plugin(RSA));
        self.ask("POST", "/api/scope/", &json!({ "name": "profile", "password_required": false }));
        self.add_user(USER, NAME);
        for name in ["guantong", "desk", "another"] {
            self.ask("POST", "/api/client/", &client(name, REDIRECT));
        }
    }

    /// Somebody more who can sign in.
    pub(crate) fn add_user(&mut self, user: &str, name: &str) {
        let scopes = ["g_profile", "openid", "profile"];
        let user =
            json!({ "username": user, "name": name, "password": PASSWORD, "enabled": true, "scope": scopes });
        self.ask("POST", "/api/user/", &user);
    }

    /// From now on tokens are signed with another key, of another kind; the first one is gone.
    pub(crate) fn change_key(&mut self) {
        self.ask("PUT", "/api/mod/plugin/oidc", &self.plugin(EC));
        self.ask("PUT", "/api/mod/plugin/oidc/reset", &Value::Null);
    }

    fn plugin(&self, keys: &str) -> Value {
        json!({
            "module": "oidc", "name": "oidc", "display_name": "oidc", "enabled": true,
            "parameters": {
                "iss": self.issuer, "jwks-private": keys, "jwks-show": true,
                "code-duration": 600, "access-token-duration": LIFETIME, "refresh-token-duration": LIFETIME,
                "auth-type-code-enabled": true, "auth-type-code-revoke-replayed": true,
                "pkce-allowed": true, "pkce-required": true, "subject-type": "public",
                "name-claim": "mandatory",
                "claims": [{
                    "name": "preferred_username", "user-property": "username", "type": "string",
                    "mandatory": true, "scope": ["profile"],
                }],
            },
        })
    }

    pub(crate) fn ask(&mut self, method: &str, path: &str, body: &Value) {
        let answer = self.admin.ask(method, path, &body.to_string());
        assert_eq!(answer.second(), "200", "{method} {path}: {}", answer.body);
    }

    /// A user, signed in, who lets these clients know them.
    pub(crate) fn person(&self, user: &str) -> Jar {
        let mut person = Jar::new(self.port);
        person.sign_in(user, PASSWORD);
        for client in ["guantong", "desk", "another"] {
            let path = format!("/api/auth/grant/{client}");
            let answer = person.ask("PUT", &path, r#"{"scope":"openid profile"}"#);
            assert_eq!(answer.second(), "200", "{}", answer.body);
        }
        person
    }
}

/// A client as the provider knows it, whose people come back to an address; `guantong` has a secret.
pub(crate) fn client(name: &str, redirect: &str) -> Value {
    let confidential = name == "guantong";
    let mut client = json!({
        "client_id": name, "name": name, "enabled": true, "confidential": confidential,
        "redirect_uri": [redirect], "authorization_type": ["code"], "scope": [],
    });
    if confidential {
        client["client_secret"] = SECRET.into();
        client["token_endpoint_auth_method"] = json!(["client_secret_basic"]);
    }
    client
}

impl Drop for Glewlwyd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A browser's memory: its cookies, sent with every request.
pub(crate) struct Jar {
    port: u16,
    cookies: Vec<String>,
}

impl Jar {
    fn new(port: u16) -> Jar {
        Jar { port, cookies: Vec::new() }
    }

    fn sign_in(&mut self, user: &str, password: &str) {
        let body = json!({ "username": user, "password": password }).to_string();
        let answer = self.ask("POST", "/api/auth/", &body);
        assert_eq!(answer.second(), "200", "{user}: {}", answer.body);
    }

    pub(crate) fn ask(&mut self, method: &str, path: &str, body: &str) -> Message {
        let mut request = Message::request(method, path, body);
        if !self.cookies.is_empty() {
            request.headers.push(("Cookie".into(), self.cookies.join("; ")));
        }
        let answer = request.ask(self.port).expect("the provider's answer");
        for cookie in answer.all("set-cookie") {
            let cookie = cookie.split(';').next().unwrap_or_default();
            let name = cookie.split('=').next().unwrap_or_default();
            self.cookies.retain(|one| !one.starts_with(&format!("{name}=")));
            self.cookies.push(cookie.to_owned());
        }
        answer
    }
}

fn configuration(port: u16, outside: u16, database: &str) -> String {
    let modules = "/usr/lib/glewlwyd";
    format!(
        r#"port = {port}
bind_address = "127.0.0.1"
external_url = "http://127.0.0.1:{outside}"
login_url = "login.html"
api_prefix = "api"
log_mode = "console"
log_level = "INFO"
cookie_secure = 0
session_key = "SESSION"
admin_scope = "g_admin"
profile_scope = "g_profile"
user_module_path = "{modules}/user"
client_module_path = "{modules}/client"
user_auth_scheme_module_path = "{modules}/scheme"
plugin_module_path = "{modules}/plugin"
use_secure_connection = false
secure_connection_key_file = "none"
secure_connection_pem_file = "none"
hash_algorithm = "SHA256"
database = {{ type = "sqlite3"; path = "{database}"; }};
"#
    )
}

/// The key the provider begins with. Both were made for these tests and sign nothing else.
const RSA: &str = concat!(
    r#"{"keys":[{"kty":"RSA","kid":"rsa","alg":"RS256","n":"uz_bcVSc-mHwuzHp5BgIJ85Wh3a1C4N8tELGwP5PiXi"#,
    r#"uSicnQjlc33q2NgmW-f-k5SnI8RzrdW57hp3dU3_508MQnRGRRpXShcGjasMg3JvdLQ4nfB56-V4bKhErwpOTUHQBWFA3AiV"#,
    r#"iWtcD52Lo816frukLsT8HRSDpR8Tdtk8qPcoVsXuA1F9LapMqCmnSqy6nTzdZHvlOELzN9Ts7k36uLpzwEUie0qI14Qi59OY"#,
    r#"putqPDHiiJBIp1ypTtVchOvS20nr_KysqUjr_BAlfrVpgtsoyxxAEXmFjoXwaWbK5NeAgL-3zcWwy3RMwFhzw21YDika-rRm"#,
    r#"cB7qT4W_bWw","e":"AQAB","d":"OLo3UoW2SvqJ8kREXghTzC9sMnzpi1Pp3ziNuyEwWm73qlpjP-Jd-wxTkFpmZVWoEI8"#,
    r#"Qo89FnB19CcLgru_J8Xgam-MbFn3EOiZ4ShtUZNFJd-FeX_FiAxMZ-qwaDEgmLI0AbU9b4ugNfITAV4S1GynTCavrkWaNXsm"#,
    r#"CMu521shvS88p8GyeUUNSGXK7NJiXKeDvTA7Qo92Azuqtl4bSRnab4_bmuRV2VN4ssjsIlZu6MR7et6Oedb2qwUyJYmBn1hO"#,
    r#"78MujNypZrgiTPNE-zkGugb1kyRifcfwRXHqL3hUT_Qq3MCcQhk9QOIlzkjggmXaX6VIbbPN649XOl0LksQ","p":"3-G7Fh"#,
    r#"hK4q1NqKsDpvn5Qdh2n-QHR-ErY7XFOXlSzta4ge5O-gN42B66rDXmgfxz4ej5-R59fuwppT9EzuLjoekef_b-B8VAHgWsqF"#,
    r#"N4QWFqg9i86sa9KlGFhdPfd_QnnQhCLzvyalNeUEivrnuLwDLRfZtMRrokEpbE8faKt7E","q":"1hzFFoQYTAVHZfGv-6fd"#,
    r#"_fg00cLgh4U4peqDlLALjM6blH8jgyhP_J7RCYmc_u0t_biayYLa3psXmy1iL8g4_tOjRUkAKsn115c2220lOK8Lm1k6R8Gk"#,
    r#"P_LVIaMJp0gge941NVZIGmmvV0OYCmlI03D87v5KH4-w4sjn1KQR0ss","dp":"g7cNV6FxJU1qfAoo-urkb43HtKf2dJ6P5"#,
    r#"XjCkN7FDjWbla27vzGdviDOGJUZiW4aS1XDA4KhuLN-iN7hP4qS--Xn8MdCixXMdB1IiDuba3PBs9Imy0WjcytFEAgn2C3Hx"#,
    r#"IZgUePF6jIkMb2hxlifTrNXNrvQM2g94sXbFrPCxvE","dq":"fjI4y7uRooTd_y0DP31Cb2UypIuK0PVpXQkrAqD8PcKsmk"#,
    r#"qRQMWq10c4B7oPSYW7vLZorOquW9PnhvOp0mXdifxtV_Hd4lpkxuv-Tjg3XwB1A9wEaLSuPW6_xfKVRv5Q_xEKJWS0XLT7vq"#,
    r#"A9Za2GWfFXcvl38MA9Tn2BfqgxRR8","qi":"e-LM8BpfoG1gboMQxZweuKZENPfpyNaQaBlPSoHKUN4gLOPYT15YRtU5DKI"#,
    r#"BMc2kwBfunVD-WmQ9xgPG3uZeJgEPGt-F58pr-3jvDTDp66myt83PVO1MWqPLuVOfo6KNd6PrVhxmpg18PzvLP1llWCgN9AB"#,
    r#"CUEDCS8VQTo_Inog"}]}"#,
);

/// The key it changes to.
const EC: &str = concat!(
    r#"{"keys":[{"kty":"EC","kid":"ec","alg":"ES256","crv":"P-256","x":"rBzKsGfKSItFmG_I_kHsuoKPCk_v3lw"#,
    r#"ai4mhFJAlqjM","y":"eaAdXWJaxi5hQIjsBHsh0XgB27VmCi2RU5BREeJf_PU","d":"vDJBrp7WYiQEVWp_G7nVkMahixC"#,
    r#"PAGEL27f4pBcmvMY"}]}"#,
);
