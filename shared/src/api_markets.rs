//! The part of the API that is about markets: the table of [`crate::api`] goes on here.

use crate::{
    community::CommunityKey,
    demand::{DemandBoard, StallAgain, WantedStall},
    endpoint::endpoints,
    id::{DeviceId, MarketId, MemberId, SignUpId, SlotId, StallId},
    market::{
        AtRisk, AttendeeStep, CheckInListAnswer, CheckInListQuery, CheckInQuery, CheckInRecord,
        Device, DeviceCode, DeviceInvitation, GuestObjection, GuestPhone, GuestStep, GuestStepped,
        LinkPage, LinkToken, MarketChange, MarketCopy, MarketDay, MarketList, MarketStepInput,
        Member, MyMarket, MyQueue, MySignUp, MyStall, NewDevice, NewMarket, NewMember, NewNumber,
        NewSignUp, NewStall, NumberGone, PendingSignUp, PlaceCode, PlaceCodes, PublicMarket,
        QueueStep, Queues, Rating, Reminder, SignUpDecision, SlotPlaces, SlotPlan, StaffMarket,
        StaffMarketCard, StallChange, StallQueue, StallStepInput, SureStalls, SyncBatch, Synced,
        Undo,
    },
};

endpoints! {
    /// Markets, activities, appointments and shifts that everyone may see.
    ListMarkets: GET "/{community}/markets" [CommunityKey] -> MarketList, Anyone;

    /// One of them, with its stalls and slots.
    GetMarket: GET "/{community}/markets/{market}" [(CommunityKey, MarketId)] -> PublicMarket, Anyone;

    /// What is the caller's own there.
    GetMyMarket: GET "/{community}/markets/{market}/mine" [(CommunityKey, MarketId)] -> MyMarket, SignedIn;

    /// Be told when one can sign up there, or no longer; possible until then.
    RemindMe: POST "/{community}/markets/{market}/reminder" [(CommunityKey, MarketId)] (Reminder) -> Reminder, SignedIn;

    /// A place in a slot, or to wait for one; of many at once, exactly as many as there are.
    SignUpForSlot: POST "/{community}/slots/{slot}/sign-up" [(CommunityKey, SlotId)] (NewSignUp) -> MySignUp, SignedIn;

    /// The caller's own sign-ups, those to come first.
    ListSignUps: GET "/{community}/mine/sign-ups" [CommunityKey] -> Vec<MySignUp>, SignedIn;

    /// One of them, with its ticket.
    GetSignUp: GET "/{community}/mine/sign-ups/{sign_up}" [(CommunityKey, SignUpId)] -> MySignUp, SignedIn;

    /// Give it back, take or refuse what was offered, answer a reminder, object.
    StepSignUp: POST "/{community}/mine/sign-ups/{sign_up}/step" [(CommunityKey, SignUpId)] (AttendeeStep) -> MySignUp, SignedIn;

    /// Somebody of the household, to be signed up too.
    AddMember: POST "/{community}/mine/members" [CommunityKey] (NewMember) -> Vec<Member>, SignedIn;

    /// Somebody who is not signed up any more; what is to come is given back.
    RemoveMember: POST "/{community}/mine/members/{member}/remove" [(CommunityKey, MemberId)] -> Vec<Member>, SignedIn;

    /// Offer a stall.
    ApplyForStall: POST "/{community}/markets/{market}/stalls" [(CommunityKey, MarketId)] (NewStall) -> MyStall, SignedIn;

    /// The caller's own stalls, those to come first.
    ListMyStalls: GET "/{community}/mine/stalls" [CommunityKey] -> Vec<MyStall>, SignedIn;

    /// The provider says that it comes, or not.
    StepMyStall: POST "/{community}/mine/stalls/{stall}/step" [(CommunityKey, StallId)] (StallStepInput) -> MyStall, SignedIn;

    /// What the caller holds or reviews.
    ListStaffMarkets: GET "/{community}/desk/markets" [CommunityKey] -> Vec<StaffMarketCard>, Staff;

    /// What residents wish for and nobody does, where a market is held, and which stalls would help.
    GetDemand: GET "/{community}/desk/markets/{market}/demand" [(CommunityKey, MarketId)] -> DemandBoard, Staff;

    /// Say in the plan of a market that somebody is looked for who offers this, or no longer.
    WantStall: POST "/{community}/desk/markets/{market}/wanted" [(CommunityKey, MarketId)] (WantedStall) -> DemandBoard, Staff;

    /// Ask a stall of an earlier market to come again; it is in the plan, and says whether it comes.
    AskStallAgain: POST "/{community}/desk/markets/{market}/stalls/again" [(CommunityKey, MarketId)] (StallAgain) -> DemandBoard, Staff;

    /// Plan a market.
    MakeMarket: POST "/{community}/desk/markets" [CommunityKey] (NewMarket) -> StaffMarket, Staff;

    /// One that the caller holds or reviews.
    GetStaffMarket: GET "/{community}/desk/markets/{market}" [(CommunityKey, MarketId)] -> StaffMarket, Staff;

    /// Change the plan, while it is a draft.
    ChangeMarket: POST "/{community}/desk/markets/{market}" [(CommunityKey, MarketId)] (MarketChange) -> StaffMarket, Staff;

    /// The next of a series, or a rehearsal.
    CopyMarket: POST "/{community}/desk/markets/{market}/copy" [(CommunityKey, MarketId)] (MarketCopy) -> StaffMarket, Staff;

    /// Hand in, publish, put off, call off, start, close, sum up, sign.
    StepMarket: POST "/{community}/desk/markets/{market}/step" [(CommunityKey, MarketId)] (MarketStepInput) -> StaffMarket, Staff;

    /// Enter a stall for somebody who does not apply by phone.
    AddStall: POST "/{community}/desk/markets/{market}/stalls" [(CommunityKey, MarketId)] (NewStall) -> StaffMarket, Staff;

    /// Correct a stall, or count on it before it says that it comes.
    ChangeStall: POST "/{community}/desk/stalls/{stall}" [(CommunityKey, StallId)] (StallChange) -> StaffMarket, Staff;

    /// These stalls come for sure: those that the organiser speaks for have said so.
    CountOnStalls: POST "/{community}/desk/markets/{market}/stalls/sure" [(CommunityKey, MarketId)] (SureStalls) -> StaffMarket, Staff;

    /// Decide on a stall, or look at its paper.
    StepStall: POST "/{community}/desk/stalls/{stall}/step" [(CommunityKey, StallId)] (StallStepInput) -> StaffMarket, Staff;

    /// Cut the time of a stall into slots, as long as nobody has signed up there.
    PlanSlots: POST "/{community}/desk/stalls/{stall}/slots" [(CommunityKey, StallId)] (SlotPlan) -> StaffMarket, Staff;

    /// More or fewer places of a slot: who waits moves up, nobody loses a place.
    SetPlaces: POST "/{community}/desk/slots/{slot}/places" [(CommunityKey, SlotId)] (SlotPlaces) -> StaffMarket, Staff;

    /// Who signed up and waits for a yes, where the caller is the one who says it.
    ListPending: GET "/{community}/markets/{market}/pending" [(CommunityKey, MarketId)] -> Vec<PendingSignUp>, SignedIn;

    /// Say yes or no to one of them; who is left is answered.
    DecideSignUp: POST "/{community}/sign-ups/{sign_up}/decide" [(CommunityKey, SignUpId)] (SignUpDecision) -> Vec<PendingSignUp>, SignedIn;

    /// What a link of a message does, and where that stands; looking changes nothing.
    GetLink: GET "/{community}/links/{link}" [(CommunityKey, LinkToken)] -> LinkPage, Anyone;

    /// Do the one thing that a link is for: whoever has the message, needs no sign-in.
    UseLink: POST "/{community}/links/{link}" [(CommunityKey, LinkToken)] -> LinkPage, Anyone;

    /// Another phone shall check people in at this market; may those who check in there.
    InviteDevice: POST "/{community}/markets/{market}/devices" [(CommunityKey, MarketId)] (NewDevice) -> DeviceInvitation, SignedIn;

    /// This phone becomes a device of the market, by the code that is shown; nobody need be signed in.
    JoinAsDevice: POST "/{community}/markets/{market}/device" [(CommunityKey, MarketId)] (DeviceCode) -> Device, Device;

    /// This phone is none any more, and forgets the list.
    LeaveAsDevice: POST "/{community}/markets/{market}/device/leave" [(CommunityKey, MarketId)] -> (), Device;

    /// A device was lost, or is not needed any more.
    RevokeDevice: POST "/{community}/devices/{device}/revoke" [(CommunityKey, DeviceId)] -> MarketDay, SignedIn;

    /// Whom a device expects, unless it is the list that it knows.
    GetCheckInList: GET "/{community}/markets/{market}/check-in-list" [(CommunityKey, MarketId)] (CheckInListQuery) -> CheckInListAnswer, Device;

    /// A device brings in what it saw, and hears what others saw.
    SyncCheckIns: POST "/{community}/markets/{market}/check-ins" [(CommunityKey, MarketId)] (SyncBatch) -> Synced, Device;

    /// The codes that a device shows at the place in the next hours, each for half a minute.
    ListPlaceCodes: GET "/{community}/markets/{market}/place-codes" [(CommunityKey, MarketId)] -> PlaceCodes, Device;

    /// Who signed up scans the code at the place, and is checked in.
    CheckInHere: POST "/{community}/mine/sign-ups/{sign_up}/check-in" [(CommunityKey, SignUpId)] (PlaceCode) -> MySignUp, SignedIn;

    /// Who was there says how it was, once; it is counted, and not kept with who said so.
    RateVisit: POST "/{community}/mine/sign-ups/{sign_up}/rating" [(CommunityKey, SignUpId)] (Rating) -> MySignUp, SignedIn;

    /// The day at a glance, for those who may check in there.
    GetMarketDay: GET "/{community}/markets/{market}/day" [(CommunityKey, MarketId)] -> MarketDay, SignedIn;

    /// Every check-in of a stall with its history, the latest first.
    ListCheckIns: GET "/{community}/markets/{market}/check-ins" [(CommunityKey, MarketId)] (CheckInQuery) -> Vec<CheckInRecord>, SignedIn;

    /// A check-in was wrong, which the history keeps; until two days after the end.
    UndoCheckIn: POST "/{community}/markets/{market}/check-ins/undo" [(CommunityKey, MarketId)] (Undo) -> Vec<CheckInRecord>, SignedIn;

    /// Who was asked whether to come, and has not answered: worth a call.
    ListAtRisk: GET "/{community}/markets/{market}/at-risk" [(CommunityKey, MarketId)] -> Vec<AtRisk>, SignedIn;

    /// Whom to call; each look is logged and shown to who it was.
    OpenGuestPhone: POST "/{community}/guests/{sign_up}/phone" [(CommunityKey, SignUpId)] -> GuestPhone, SignedIn;

    /// Note that nobody came, confirm hours, decide on an objection.
    StepGuest: POST "/{community}/guests/{sign_up}/step" [(CommunityKey, SignUpId)] (GuestStep) -> GuestStepped, SignedIn;

    /// Who says to have been there, where the caller decides.
    ListObjections: GET "/{community}/guests/objections" [CommunityKey] -> Vec<GuestObjection>, SignedIn;
    /// How many wait at each stall of a market that is under way, and which numbers are called.
    GetQueues: GET "/{community}/markets/{market}/queues" [(CommunityKey, MarketId)] -> Queues, Anyone;

    /// The caller's own numbers of these hours, with how long each has to wait.
    ListMyQueues: GET "/{community}/mine/queues" [CommunityKey] -> Vec<MyQueue>, SignedIn;

    /// Those at one stall.
    GetMyQueue: GET "/{community}/stalls/{stall}/mine" [(CommunityKey, StallId)] -> MyQueue, SignedIn;

    /// Take a number at a stall; whoever waits there already keeps the one there is.
    TakeNumber: POST "/{community}/stalls/{stall}/number" [(CommunityKey, StallId)] (NewNumber) -> MyQueue, SignedIn;

    /// Not wait any longer.
    LeaveQueue: POST "/{community}/stalls/{stall}/number/leave" [(CommunityKey, StallId)] (NumberGone) -> MyQueue, SignedIn;

    /// The queue of a stall for those who call its numbers: its provider, and who holds the market.
    GetStallQueue: GET "/{community}/stalls/{stall}/queue" [(CommunityKey, StallId)] -> StallQueue, SignedIn;

    /// They take a number for who has no phone, call the next, begin, end, put away.
    StepQueue: POST "/{community}/stalls/{stall}/queue" [(CommunityKey, StallId)] (QueueStep) -> StallQueue, SignedIn;
}
