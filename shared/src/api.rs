//! The API on one page: `Name: METHOD "path" [path params] (input) -> output, who may call it;`
//!
//! What begins with `{community}` belongs to one community; the rest is the same for all.

use crate::{
    api_markets,
    community::{Community, CommunityKey},
    endpoint::endpoints,
    figures::{Funnel, HomePage},
    grid::{NewHome, NodeBoard, NodeQuery, PublicNode},
    health::Health,
    helper::{
        Application, ApplicationDecision, EndAppointment, Helper, NewApplication, NotedPapers,
    },
    id::{ApplicationId, AppointmentId, NodeId, NoticeId, ReportId, RoundId, SessionId, WishId},
    inbox::{Inbox, InboxQuery, Preferences, Unread},
    market::Rating,
    my_data::{EnteredCode, MyData, MyWishRecord},
    neighbour::{Neighbours, NewNeighbour},
    pace::{Pace, PlaceFigures},
    person::{AskCode, CodeSent, Me, Session, SignIn, SignedOut},
    report::{NewReport, ReportAnswer},
    round::{NewRound, Round, RoundChange, RoundPage, RoundQuery, RoundSummary},
    settings::{NewSetting, SettingView},
    staff::{
        Authenticator, BeginEnrolment, FinishEnrolment, Invitation, NewInvitation, StaffMember,
        StepUp,
    },
    wish::{
        Claim, Colleague, Contact, Decision, Deliver, DeskPage, DeskThanks, HelperStep, Join,
        LookReason, MayClaim, MinePage, MyWish, NewThanks, NewWish, Posted, PosterStep, PublicWish,
        Release, ReviewWish, Similar, SimilarQuery, StaffStep, StaffWish, Stepped, TakeBack,
        Thanking, ThanksDecision, WishFilter, WishPage,
    },
};

pub use crate::api_markets::*;

endpoints! {
    then api_markets;

    /// The communities of this server.
    ListCommunities: GET "/communities" -> Vec<Community>, Anyone;

    /// Who is calling.
    GetMe: GET "/me" -> Me, Anyone;

    /// Everything that is stored about the caller.
    GetMyData: GET "/me/data" -> MyData, SignedIn;

    /// Send a code to the caller's own phone.
    AskOwnCode: POST "/me/code" -> CodeSent, SignedIn;

    /// Prove with that code that it is the caller; counts for ten minutes in this browser.
    ProveItIsMe: POST "/me/proof" (EnteredCode) -> Me, SignedIn;

    /// Sign in with another phone from now on: the code went to that one, see `AskForCode`.
    ChangePhone: POST "/me/phone" (EnteredCode) -> Me, SignedIn;

    /// Delete the caller, and everything that is stored about the caller.
    DeleteMe: POST "/me/delete" -> Me, SignedIn;

    /// Send a code to a phone.
    AskForCode: POST "/sign-in/code" (AskCode) -> CodeSent, Anyone;

    /// Sign in with the code, and agree to the privacy notice.
    EnterCode: POST "/sign-in" (SignIn) -> Me, Anyone;

    /// Sign out in this browser.
    SignOut: POST "/sign-out" -> Me, Anyone;

    /// In which browsers the caller is signed in.
    ListSessions: GET "/sessions" -> Vec<Session>, SignedIn;

    /// Sign out in one of them.
    EndSession: POST "/sessions/{session}/end" [SessionId] -> Vec<Session>, SignedIn;

    /// Open staff powers in this browser.
    OpenStaffPowers: POST "/staff/step-up" (StepUp) -> Me, SignedIn;

    /// Close staff powers in this browser.
    CloseStaffPowers: POST "/staff/step-down" -> Me, SignedIn;

    /// Choose a password, as someone who was invited, and get an authenticator.
    StartEnrolment: POST "/staff/enrolment" (BeginEnrolment) -> Authenticator, SignedIn;

    /// Prove that the authenticator works; then the appointment begins.
    CompleteEnrolment: POST "/staff/enrolment/finish" (FinishEnrolment) -> Me, SignedIn;

    /// The page a resident sees first.
    GetHome: GET "/{community}/home" [CommunityKey] -> HomePage, Anyone;

    /// What became of all wishes.
    GetFigures: GET "/{community}/figures" [CommunityKey] -> Funnel, Anyone;

    /// How long wishes usually take.
    GetPace: GET "/{community}/figures/pace" [CommunityKey] -> Vec<Pace>, Anyone;

    /// How many there are at each public place, where there are enough.
    ListPlaceFigures: GET "/{community}/figures/places" [CommunityKey] -> Vec<PlaceFigures>, Anyone;

    /// Find a public node by courtyard or street.
    FindNodes: GET "/{community}/nodes" [CommunityKey] (NodeQuery) -> Vec<PublicNode>, Anyone;

    /// The public page of a node.
    GetNode: GET "/{community}/nodes/{node}" [(CommunityKey, NodeId)] -> NodeBoard, Anyone;

    /// Say where one lives.
    SetHome: POST "/{community}/home-node" [CommunityKey] (NewHome) -> Me, SignedIn;

    /// Public wishes, longest waiting first.
    ListWishes: GET "/{community}/wishes" [CommunityKey] (WishFilter) -> WishPage, Anyone;

    /// One wish as anyone sees it.
    GetWish: GET "/{community}/wishes/{wish}" [(CommunityKey, WishId)] -> PublicWish, Anyone;

    /// Rounds, the latest first.
    ListRounds: GET "/{community}/rounds" [CommunityKey] -> Vec<Round>, Anyone;

    /// Rounds that a wish from a place may be part of, today.
    FindRounds: GET "/{community}/rounds/open" [CommunityKey] (RoundQuery) -> Vec<Round>, Anyone;

    /// One round, how far it has come, and its public wishes.
    GetRound: GET "/{community}/rounds/{round}" [(CommunityKey, RoundId)] -> RoundPage, Anyone;

    /// Wishes like the one that somebody is about to make, and how long they take.
    FindSimilar: GET "/{community}/similar" [CommunityKey] (SimilarQuery) -> Similar, Anyone;

    /// Make a wish.
    PostWish: POST "/{community}/wishes" [CommunityKey] (NewWish) -> Posted, SignedIn;

    /// The caller's own wishes, claims and messages.
    GetMine: GET "/{community}/mine" [CommunityKey] -> MinePage, SignedIn;

    /// What the caller was told, newest first.
    GetInbox: GET "/{community}/inbox" [CommunityKey] (InboxQuery) -> Inbox, SignedIn;

    /// A message was read.
    ReadNotice: POST "/{community}/inbox/{notice}/read" [(CommunityKey, NoticeId)] -> Unread, SignedIn;

    /// All messages were read.
    ReadInbox: POST "/{community}/inbox/read" [CommunityKey] -> Unread, SignedIn;

    /// Of what the caller is told by SMS.
    GetPreferences: GET "/{community}/preferences" [CommunityKey] -> Preferences, SignedIn;

    /// Choose it.
    SetPreferences: POST "/{community}/preferences" [CommunityKey] (Preferences) -> Preferences, SignedIn;

    /// One of the caller's own wishes.
    GetMyWish: GET "/{community}/mine/wishes/{wish}" [(CommunityKey, WishId)] -> MyWish, SignedIn;

    /// The poster corrects whom to call about a wish that has not come to its end.
    CorrectContact: POST "/{community}/mine/wishes/{wish}/contact" [(CommunityKey, WishId)] (Contact) -> MyWishRecord, SignedIn;

    /// The poster says that it came true.
    ConfirmWish: POST "/{community}/wishes/{wish}/confirm" [(CommunityKey, WishId)] -> Stepped, SignedIn;

    /// The poster takes it back.
    WithdrawWish: POST "/{community}/wishes/{wish}/withdraw" [(CommunityKey, WishId)] -> Stepped, SignedIn;

    /// Any other step of the poster: answer, agree, renew, object, open again.
    StepAsPoster: POST "/{community}/mine/wishes/{wish}/step" [(CommunityKey, WishId)] (PosterStep) -> Stepped, SignedIn;

    /// Whoever wished says how it was, once; it is counted, and not kept with who said so.
    RateWish: POST "/{community}/mine/wishes/{wish}/rating" [(CommunityKey, WishId)] (Rating) -> (), SignedIn;

    /// The poster thanks the helper; public only with a tick, and after a reviewer's yes.
    ThankHelper: POST "/{community}/mine/wishes/{wish}/thanks" [(CommunityKey, WishId)] (NewThanks) -> Thanking, SignedIn;

    /// The poster takes it back, all of it or from the public page alone.
    TakeBackThanks: POST "/{community}/mine/wishes/{wish}/thanks/withdraw" [(CommunityKey, WishId)] (TakeBack) -> Thanking, SignedIn;

    /// Whether the caller has said "me too".
    AskAboutJoin: GET "/{community}/wishes/{wish}/join" [(CommunityKey, WishId)] -> Join, SignedIn;

    /// Say "me too", or no longer.
    JoinWish: POST "/{community}/wishes/{wish}/join" [(CommunityKey, WishId)] (Join) -> PublicWish, SignedIn;

    /// Say that something public is wrong.
    MakeReport: POST "/{community}/reports" [CommunityKey] (NewReport) -> (), SignedIn;

    /// Whether the caller may claim it now, also as a neighbour community's helper.
    AskAboutClaim: GET "/{community}/wishes/{wish}/claim" [(CommunityKey, WishId)] -> MayClaim, SignedIn;

    /// A helper promises to make it come true; of many at once, exactly one.
    ClaimWish: POST "/{community}/wishes/{wish}/claim" [(CommunityKey, WishId)] -> Claim, Helper;

    /// The helper asks whom to call; each look is logged and shown to the poster.
    OpenContact: POST "/{community}/wishes/{wish}/contact" [(CommunityKey, WishId)] -> Contact, SignedIn;

    /// The helper cannot go on.
    ReleaseWish: POST "/{community}/wishes/{wish}/release" [(CommunityKey, WishId)] (Release) -> Stepped, SignedIn;

    /// The helper has done it, with the confirmation word or a note.
    DeliverWish: POST "/{community}/wishes/{wish}/deliver" [(CommunityKey, WishId)] (Deliver) -> Claim, SignedIn;

    /// Any other step of the helper: promise a time, ask for longer, refuse an offer, hand over.
    StepAsHelper: POST "/{community}/wishes/{wish}/help" [(CommunityKey, WishId)] (HelperStep) -> Stepped, SignedIn;

    /// Who of the same team or shop may be asked to go on with what the caller has in hand.
    ListColleagues: GET "/{community}/wishes/{wish}/colleagues" [(CommunityKey, WishId)] -> Vec<Colleague>, Helper;

    /// Apply to become a helper.
    ApplyAsHelper: POST "/{community}/applications" [CommunityKey] (NewApplication) -> Application, SignedIn;

    /// What waits for the caller, most urgent first.
    GetDesk: GET "/{community}/desk" [CommunityKey] -> DeskPage, Staff;

    /// Look at a wish that waits for review; the look is logged.
    OpenReview: POST "/{community}/desk/wishes/{wish}/open" [(CommunityKey, WishId)] -> ReviewWish, Staff;

    /// Make it public, or say why not.
    ReviewWishNow: POST "/{community}/desk/wishes/{wish}/decide" [(CommunityKey, WishId)] (Decision) -> Stepped, Staff;

    /// Look at a wish that one has to act on, contact included; the look is logged.
    LookAtWish: POST "/{community}/desk/wishes/{wish}/look" [(CommunityKey, WishId)] (LookReason) -> StaffWish, Staff;

    /// Any other step of staff: offer, call, settle, close, take down.
    StepAsStaff: POST "/{community}/desk/wishes/{wish}/step" [(CommunityKey, WishId)] (StaffStep) -> Stepped, Staff;

    /// Answer somebody who said that something is wrong.
    AnswerReport: POST "/{community}/desk/reports/{report}/answer" [(CommunityKey, ReportId)] (ReportAnswer) -> DeskPage, Staff;

    /// A thank-you that is to be public, or is so.
    GetThanks: GET "/{community}/desk/wishes/{wish}/thanks" [(CommunityKey, WishId)] -> DeskThanks, Staff;

    /// Make it public, or say why not (any more).
    DecideThanks: POST "/{community}/desk/wishes/{wish}/thanks" [(CommunityKey, WishId)] (ThanksDecision) -> DeskThanks, Staff;

    /// Approve or decline someone who wants to help.
    DecideApplication: POST "/{community}/desk/applications/{application}/decide" [(CommunityKey, ApplicationId)] (ApplicationDecision) -> Application, Staff;

    /// The helpers of the caller's nodes.
    ListHelpers: GET "/{community}/desk/helpers" [CommunityKey] -> Vec<Helper>, Staff;

    /// Note which papers a helper has shown, instead of those noted before.
    NotePapers: POST "/{community}/desk/appointments/{appointment}/papers" [(CommunityKey, AppointmentId)] (NotedPapers) -> Vec<Helper>, Staff;

    /// End an appointment before its time.
    EndAppointmentNow: POST "/{community}/desk/appointments/{appointment}/end" [(CommunityKey, AppointmentId)] (EndAppointment) -> Vec<Helper>, Staff;

    /// Whether the server does by itself what it should.
    GetHealth: GET "/{community}/desk/health" [CommunityKey] -> Health, Staff;

    /// Who is staff at the caller's nodes and below, until when, and whether signed in.
    ListStaff: GET "/{community}/staff" [CommunityKey] -> Vec<StaffMember>, Staff;

    /// Sign a member of staff out everywhere, as when a phone was stolen.
    EndStaffSessions: POST "/{community}/staff/appointments/{appointment}/sign-out" [(CommunityKey, AppointmentId)] -> SignedOut, Administrator;

    /// Open a round for a place.
    MakeRound: POST "/{community}/rounds" [CommunityKey] (NewRound) -> Round, Staff;

    /// Change when it ends and how many wishes it has.
    ChangeRound: POST "/{community}/rounds/{round}" [(CommunityKey, RoundId)] (RoundChange) -> Round, Staff;

    /// Say in the end how it went.
    SumUpRound: POST "/{community}/rounds/{round}/summary" [(CommunityKey, RoundId)] (RoundSummary) -> Round, Staff;

    /// The numbers of the community, with their history.
    ListSettings: GET "/{community}/settings" [CommunityKey] -> Vec<SettingView>, Staff;

    /// Change one of them.
    ChangeSetting: POST "/{community}/settings" [CommunityKey] (NewSetting) -> Vec<SettingView>, Administrator;

    /// Whose helpers may take on what nobody here does, and where those of this community may.
    ListNeighbours: GET "/{community}/neighbours" [CommunityKey] -> Neighbours, Staff;

    /// Name a neighbour community, or say that it is none.
    SetNeighbour: POST "/{community}/neighbours" [CommunityKey] (NewNeighbour) -> Neighbours, Administrator;

    /// A link by which someone becomes staff.
    InviteStaff: POST "/{community}/staff/invitations" [CommunityKey] (NewInvitation) -> Invitation, Administrator;
}
