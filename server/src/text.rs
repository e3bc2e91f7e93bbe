//! Every sentence that the server itself sends to people, in the language they are sent in.

/// How the product signs messages, and what authenticators call it.
pub const NAME: &str = "邻愿";

/// The code that signs somebody in, as an SMS.
pub fn sign_in_code(code: &str, minutes: i64) -> String {
    format!(
        "【{NAME}】登录验证码 {code}，{minutes} 分钟内有效。\
         工作人员不会向您索要验证码，请不要告诉任何人。"
    )
}
